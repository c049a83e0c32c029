package dev.holdfast.auth.stepup.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.SignedJWT;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.KeyStatus;
import dev.holdfast.core.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepUpJwtTest {
    private static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"step-up+jwt\",\"kid\":\"k1\"}";
    static final StepUpClaims CLAIMS = new StepUpClaims(
            UUID.fromString("019a9f00-0000-7000-8000-000000000001"),
            "acme",
            "alice",
            "session-1",
            "user.change_role",
            "00".repeat(32),
            "urn:example:gold",
            List.of("pwd", "otp"),
            Instant.parse("2026-11-21T10:00:00.123456Z"),
            Instant.parse("2026-11-21T10:00:00.123456Z"),
            Instant.parse("2026-11-21T10:05:00.123456Z"));

    private final Secret material = Secret.random(new SecureRandom(), 32);
    private final KeyRing ring = KeyRing.of(StepUpJwt.PURPOSE, "k1", material);
    private final StepUpJwt jwt = StepUpJwt.of("issuer", "audience", () -> ring);

    @Test
    void read_own_givesWhatWasSigned() {
        assertThat(jwt.read(jwt.sign(CLAIMS).exposeText())).isEqualTo(new JwtReading.Verified(CLAIMS));
    }

    @Test
    void sign_own_isAnOrdinaryJwt() throws Exception {
        SignedJWT read = SignedJWT.parse(jwt.sign(CLAIMS).exposeText());

        assertThat(read.verify(new MACVerifier(material.exposeBytes()))).isTrue();
        assertThat(read.getHeader().getType().getType()).isEqualTo("step-up+jwt");
        assertThat(read.getHeader().getKeyID()).isEqualTo("k1");
        assertThat(read.getHeader().toJSONObject()).containsOnlyKeys("alg", "typ", "kid");
        assertThat(read.getJWTClaimsSet().getIssuer()).isEqualTo("issuer");
        assertThat(read.getJWTClaimsSet().getAudience()).containsExactly("audience");
        assertThat(read.getJWTClaimsSet().getSubject()).isEqualTo("alice");
        assertThat(read.getJWTClaimsSet().getStringListClaim("amr")).containsExactly("pwd", "otp");
        assertThat(read.getJWTClaimsSet().getExpirationTime()).isAfter("2026-11-21T10:04:59Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"none\",\"typ\":\"step-up+jwt\",\"kid\":\"k1\"}",
                "{\"alg\":\"hs256\",\"typ\":\"step-up+jwt\",\"kid\":\"k1\"}",
                "{\"alg\":\"HS512\",\"typ\":\"step-up+jwt\",\"kid\":\"k1\"}",
                "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"k1\"}",
                "{\"alg\":\"HS256\",\"typ\":\"STEP-UP+JWT\",\"kid\":\"k1\"}",
                "{\"alg\":\"HS256\",\"kid\":\"k1\"}",
                "{\"alg\":\"HS256\",\"typ\":\"step-up+jwt\"}",
                "{\"alg\":\"HS256\",\"typ\":\"step-up+jwt\",\"kid\":1}",
                "{\"alg\":\"HS256\",\"typ\":\"step-up+jwt\",\"kid\":null}",
                "{\"alg\":\"HS256\",\"typ\":\"step-up+jwt\",\"kid\":\"k1\",\"crit\":[\"exp\"]}",
                "{\"alg\":\"HS256\",\"typ\":\"step-up+jwt\",\"kid\":\"k1\",\"jku\":\"https://evil.example\"}",
                "{\"alg\":\"HS256\",\"typ\":\"step-up+jwt\",\"kid\":\"k1\",\"jwk\":{}}",
                "{\"alg\":\"HS256\",\"typ\":\"step-up+jwt\",\"kid\":\"k1\",\"x5c\":[]}",
                "{\"alg\":\"HS256\",\"typ\":\"step-up+jwt\",\"kid\":\"k1\",\"b64\":false}",
                "{\"alg\":\"HS256\",\"typ\":\"step-up+jwt\",\"kid\":\"k1\",\"kid\":\"k1\"}",
                "[\"HS256\"]",
                "\"HS256\"",
                "{",
                "null",
            })
    void read_otherHeaderRightlySigned_isMalformed(String header) {
        assertThat(jwt.read(signed(header, payload()))).isEqualTo(new JwtReading.Malformed());
    }

    static Stream<String> brokenText() {
        return Stream.of(
                "", ".", "..", "...", "a.b", "%s.", ".%s", "%s.x", " %s", "%s ", "%s\n", "%s=", "%s==", "\ufeff%s");
    }

    @ParameterizedTest
    @MethodSource("brokenText")
    void read_brokenText_isMalformed(String form) {
        String own = jwt.sign(CLAIMS).exposeText();
        assertThat(jwt.read(form.formatted(own))).isEqualTo(new JwtReading.Malformed());
    }

    @Test
    void read_unusedBitsSet_isMalformed() {
        String own = jwt.sign(CLAIMS).exposeText();
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        // 32 bytes leave two bits of the last of 43 characters unused.
        int last = alphabet.indexOf(own.charAt(own.length() - 1));
        for (int bits = 1; bits < 4; bits++) {
            String twin = own.substring(0, own.length() - 1) + alphabet.charAt(last + bits);
            assertThat(jwt.read(twin)).isEqualTo(new JwtReading.Malformed());
        }
    }

    @Test
    void read_invalidUtf8_isMalformed() {
        byte[] header = HEADER.getBytes(StandardCharsets.ISO_8859_1);
        header[10] = (byte) 0xC0;
        assertThat(jwt.read(signedParts(base64(header), base64(payload())))).isEqualTo(new JwtReading.Malformed());
    }

    @Test
    void read_longestAndOneMore_onlyTheFirstIsLookedAt() {
        String shape = "a.b." + "A".repeat(CompactJws.MAX_LENGTH - 4);
        assertThat(CompactJws.parse(shape + "A")).isEmpty();
        assertThat(jwt.read("x".repeat(10_000_000))).isEqualTo(new JwtReading.Malformed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"iss\":\"issuer\"|\"iss\":\"other\"",
                "\"aud\":\"audience\"|\"aud\":\"other\"",
                "\"aud\":\"audience\"|\"aud\":[\"audience\"]",
                "\"sub\":\"alice\"|\"sub\":5",
                "\"sub\":\"alice\"|\"sub\":null",
                "\"sub\":\"alice\",|",
                "\"sub\":\"alice\"|\"sub\":\"alice\",\"admin\":true",
                "\"amr\":[\"pwd\",\"otp\"]|\"amr\":\"pwd\"",
                "\"amr\":[\"pwd\",\"otp\"]|\"amr\":[]",
                "\"amr\":[\"pwd\",\"otp\"]|\"amr\":[1]",
                "\"jti\":\"019a|\"jti\":\"x19a",
                "\"exp\":1795255500.123456|\"exp\":1e999999999",
                "\"exp\":1795255500.123456|\"exp\":1e-999999999",
                "\"exp\":1795255500.123456|\"exp\":-1",
                "\"exp\":1795255500.123456|\"exp\":\"1795255500\"",
                "\"exp\":1795255500.123456|\"exp\":999999999999999999",
            })
    void read_otherClaimsRightlySigned_isUnknown(String change) {
        String[] fromTo = change.split("\\|", -1);
        String payload = payload();
        assertThat(payload).contains(fromTo[0]);

        assertThat(jwt.read(signed(HEADER, payload.replace(fromTo[0], fromTo[1]))))
                .isEqualTo(new JwtReading.Unknown());
    }

    @Test
    void read_sameHeaderInOtherOrderRightlySigned_isTaken() {
        String header = "{\"kid\":\"k1\",\"typ\":\"step-up+jwt\",\"alg\":\"HS256\"}";
        assertThat(jwt.read(signed(header, payload()))).isEqualTo(new JwtReading.Verified(CLAIMS));
    }

    @Test
    void read_wrongSignatureOrKey_isUnknown() {
        String own = jwt.sign(CLAIMS).exposeText();
        String payloadChanged = own.replaceFirst("\\.[^.]*\\.", "." + base64(payload().replace("alice", "admin")) + ".");
        assertThat(jwt.read(payloadChanged)).isEqualTo(new JwtReading.Unknown());
        assertThat(jwt.read(own.substring(0, own.lastIndexOf('.') + 1) + "AAAA")).isEqualTo(new JwtReading.Unknown());

        KeyRing rotated = ring.rotate("k2", Secret.random(new SecureRandom(), 32));
        assertThat(StepUpJwt.of("issuer", "audience", () -> rotated).read(own))
                .isEqualTo(new JwtReading.Verified(CLAIMS));
        KeyRing retired = rotated.withStatus("k1", KeyStatus.RETIRED);
        assertThat(StepUpJwt.of("issuer", "audience", () -> retired).read(own)).isEqualTo(new JwtReading.Unknown());
    }

    @Test
    void of_wrongSettings_saysWhichRule() {
        assertThatThrownBy(() -> StepUpJwt.of(" ", "audience", () -> ring)).hasMessage("issuer must not be blank");
        assertThatThrownBy(() -> StepUpJwt.of("issuer", "", () -> ring)).hasMessage("audience must not be blank");
        KeyRing other = KeyRing.of("step-up-token", "k1", material);
        assertThatThrownBy(() -> StepUpJwt.of("issuer", "audience", () -> other))
                .hasMessageStartingWith("key ring must be for 'step-up-jwt', got one for 'step-up-token'");
    }

    private String payload() {
        return ClaimsReader.write("issuer", "audience", CLAIMS);
    }

    private String signed(String header, String payload) {
        return signedParts(base64(header), base64(payload));
    }

    private String signedParts(String header, String payload) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(material.exposeBytes(), "HmacSHA256"));
            String input = header + "." + payload;
            return input + "." + base64(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
