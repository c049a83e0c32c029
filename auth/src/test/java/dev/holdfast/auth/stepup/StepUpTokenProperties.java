package dev.holdfast.auth.stepup;

import static dev.holdfast.auth.stepup.StepUpFixture.ACTION;
import static dev.holdfast.auth.stepup.StepUpFixture.ALICE;
import static dev.holdfast.auth.stepup.StepUpFixture.PAYLOAD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.stepup.jwt.StepUpJwt;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.testkit.MutableClock;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** Whatever a client sends is refused in the same words, without asking the database: there is none here to ask. */
class StepUpTokenProperties {
    private static final String SECRET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg";

    private final DSLContext noDatabase = DSL.using(SQLDialect.POSTGRES);
    private final StepUpHost host = StepUpHost.of(
            MutableClock.at(Instant.EPOCH),
            AuditTrail.of(AuditSink.discarding(), AuditSink.discarding(), MutableClock.at(Instant.EPOCH)),
            work -> {
                throw new IllegalStateException("must not be run");
            });
    private final KeyRing tokenKeys = KeyRing.of(StepUpTokens.PURPOSE, "t", Secret.random(new SecureRandom(), 32));
    private final KeyRing jwtKeys = KeyRing.of(StepUpJwt.PURPOSE, "j", Secret.random(new SecureRandom(), 32));
    private final List<StepUpFactor> factors = List.of(StepUpFactor.password((tx, subject, password) -> false));
    private final StepUpTokens tokens =
            StepUpTokens.of(host, StepUpPolicy.defaults(), () -> tokenKeys, factors);
    private final SignedStepUpTokens signed = SignedStepUpTokens.of(
            host, StepUpPolicy.defaults(), StepUpJwt.of("issuer", "audience", () -> jwtKeys), factors);

    @Property
    void consume_anyText_isRejected(@ForAll String presented) {
        assertRejected(presented);
    }

    @Property
    void consume_rightShapeWrongChecksum_isRejected(
            @ForAll @StringLength(22) @CharRange(from = '0', to = '9') @CharRange(from = 'A', to = 'z') String id,
            @ForAll @StringLength(6) @CharRange(from = '1', to = '9') String checksum) {
        assertRejected("hfsu_" + id + "_" + SECRET + checksum);
    }

    @Property
    void consume_threeParts_isRejected(
            @ForAll @StringLength(max = 60) @CharRange(from = '-', to = 'z') String header,
            @ForAll @StringLength(max = 60) @CharRange(from = '-', to = 'z') String payload,
            @ForAll @StringLength(max = 60) @CharRange(from = '-', to = 'z') String signature) {
        assertRejected(header + "." + payload + "." + signature);
    }

    private void assertRejected(String presented) {
        StepUpResult.Rejected expected =
                new StepUpResult.Rejected(StepUpPolicy.defaults().rule(ACTION).challenge());
        assertThat(tokens.consume(noDatabase, presented, ALICE, ACTION, PAYLOAD)).isEqualTo(expected);
        assertThat(signed.consume(noDatabase, presented, ALICE, ACTION, PAYLOAD)).isEqualTo(expected);
    }
}
