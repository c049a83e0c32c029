package dev.holdfast.auth.stepup.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.json.Json;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;

class StepUpJwtProperties {
    private final KeyRing ring = KeyRing.of(StepUpJwt.PURPOSE, "k1", Secret.random(new SecureRandom(), 32));
    private final StepUpJwt jwt = StepUpJwt.of("issuer", "audience", () -> ring);
    private final String own = jwt.sign(StepUpJwtTest.CLAIMS).exposeText();

    @Property
    void signThenRead_anyIds_givesTheSame(
            @ForAll @StringLength(max = 100) String user,
            @ForAll @StringLength(max = 100) String session,
            @ForAll @LongRange(min = 0, max = 99_999_999_999_999_999L) long micros) {
        Instant time = Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1000);
        // What no database text can hold does not come in: ids are written as JSON keeps them.
        String cleanUser = Json.clean(user);
        String cleanSession = Json.clean(session);
        StepUpClaims claims = new StepUpClaims(
                new UUID(micros, ~micros),
                "",
                cleanUser,
                cleanSession,
                "a",
                "00".repeat(32),
                "acr",
                List.of("pwd"),
                time,
                time,
                time);

        assertThat(jwt.read(jwt.sign(claims).exposeText())).isEqualTo(new JwtReading.Verified(claims));
    }

    @Property
    void read_anyText_isNeverVerifiedNorAnException(@ForAll String text) {
        assertThat(jwt.read(text)).isNotInstanceOf(JwtReading.Verified.class);
    }

    @Property
    void read_oneCharacterChanged_isNotVerified(@ForAll @IntRange(max = 2000) int at, @ForAll char other) {
        int position = at % own.length();
        String changed = own.substring(0, position) + other + own.substring(position + 1);
        if (!changed.equals(own)) {
            assertThat(jwt.read(changed)).isNotInstanceOf(JwtReading.Verified.class);
        }
    }

    @Property
    void read_anyHeaderAndPayload_isNeverVerifiedNorAnException(@ForAll String header, @ForAll String payload) {
        String text = base64(header) + "." + base64(payload) + own.substring(own.lastIndexOf('.'));
        assertThat(jwt.read(text)).isNotInstanceOf(JwtReading.Verified.class);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
