package dev.holdfast.auth.totp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.auth.attempt.AttemptBudget;
import dev.holdfast.auth.totp.code.TotpAlgorithm;
import dev.holdfast.auth.totp.code.TotpParameters;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.tx.TransactionRunner;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TotpPolicyTest {
    private static final TotpPolicy POLICY = TotpPolicy.defaults("Shop");
    private static final AttemptBudget BUDGET = AttemptBudget.defaults();

    @Test
    void defaults_areTheDocumentedOnes() {
        assertThat(POLICY)
                .isEqualTo(new TotpPolicy(
                        "Shop",
                        new TotpParameters(TotpAlgorithm.SHA1, 6, Duration.ofSeconds(30)),
                        1,
                        20,
                        Duration.ofMinutes(10),
                        5,
                        new AttemptBudget(5, 10, Duration.ofMinutes(15), 100)));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("issuer must not be blank", (Runnable) () -> use(TotpPolicy.defaults(" "))),
                arguments("issuer must hold no colon", (Runnable) () -> use(TotpPolicy.defaults("a:b"))),
                arguments("driftSteps must be between 0 and 1, got 2", (Runnable) () -> use(POLICY.withDriftSteps(2))),
                arguments("driftSteps must be between 0 and 1", (Runnable) () -> use(POLICY.withDriftSteps(-1))),
                arguments("secretBytes must be between 16 and 64, got 15", (Runnable)
                        () -> use(POLICY.withSecretBytes(15))),
                arguments("secretBytes must be between 16 and 64, got 65", (Runnable)
                        () -> use(POLICY.withSecretBytes(65))),
                arguments("enrolmentLifetime must be between PT1M and PT1H, got PT59S", (Runnable)
                        () -> use(POLICY.withEnrolmentLifetime(Duration.ofSeconds(59)))),
                arguments("enrolmentLifetime must be", (Runnable)
                        () -> use(POLICY.withEnrolmentLifetime(Duration.ofMinutes(61)))),
                arguments(
                        "maxDevices must be between 1 and 10, got 11", (Runnable) () -> use(POLICY.withMaxDevices(11))),
                arguments("maxDevices must be", (Runnable) () -> use(POLICY.withMaxDevices(0))),
                arguments("digits must be between 6 and 8, got 5", (Runnable) () -> use(parameters(5, 30_000))),
                arguments("digits must be between 6 and 8, got 9", (Runnable) () -> use(parameters(9, 30_000))),
                arguments("period must be between PT15S and PT2M, got PT14.999S", (Runnable)
                        () -> use(parameters(6, 14_999))),
                arguments("period must be between PT15S and PT2M, got PT2M0.001S", (Runnable)
                        () -> use(parameters(6, 120_001))),
                arguments("period must be of whole seconds, got PT30.5S", (Runnable) () -> use(parameters(6, 30_500))),
                arguments("perChallenge must be between 1 and 20, got 0", (Runnable)
                        () -> use(BUDGET.withPerChallenge(0))),
                arguments("perChallenge must be", (Runnable) () -> use(BUDGET.withPerChallenge(21))),
                arguments("perWindow must be between 1 and 100, got 101", (Runnable)
                        () -> use(BUDGET.withPerWindow(101, BUDGET.window()))),
                arguments("perWindow must be between 1 and 9, got 10", (Runnable) () -> use(BUDGET.withInAll(9))),
                arguments("inAll must be between 1 and 100, got 101", (Runnable) () -> use(BUDGET.withInAll(101))),
                arguments("window must be between PT1M and PT24H, got PT59S", (Runnable)
                        () -> use(BUDGET.withPerWindow(10, Duration.ofSeconds(59)))),
                arguments("key ring must be for 'totp-secret', got one for 'other'", (Runnable) () ->
                        use(TotpSetup.of(POLICY, TotpPolicyTest::otherRing, runner(), trail(), Clock.systemUTC()))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void settings_outOfBounds_areRefused(String message, Runnable attempt) {
        assertThatIllegalArgumentException().isThrownBy(attempt::run).withMessageStartingWith(message);
    }

    @Test
    void settings_atTheirBounds_areTaken() {
        assertThat(POLICY.withDriftSteps(0)
                        .withSecretBytes(16)
                        .withSecretBytes(64)
                        .withEnrolmentLifetime(Duration.ofMinutes(1))
                        .withEnrolmentLifetime(Duration.ofHours(1))
                        .withMaxDevices(1)
                        .withMaxDevices(10)
                        .withParameters(parameters(8, 120_000))
                        .withParameters(parameters(6, 15_000))
                        .withBudget(BUDGET.withPerChallenge(1)
                                .withPerChallenge(20)
                                .withPerWindow(1, Duration.ofMinutes(1))
                                .withInAll(1)))
                .isNotNull();
    }

    private static TotpParameters parameters(int digits, long millis) {
        return new TotpParameters(TotpAlgorithm.SHA256, digits, Duration.ofMillis(millis));
    }

    private static KeyRing otherRing() {
        return KeyRing.of("other", "k1", Secret.ofText("x".repeat(32)));
    }

    private static TransactionRunner runner() {
        return work -> {};
    }

    private static AuditTrail trail() {
        return AuditTrail.of(AuditSink.discarding(), AuditSink.discarding(), Clock.systemUTC());
    }

    private static void use(Object made) {
        assertThat(made).as("must not have been made").isNull();
    }
}
