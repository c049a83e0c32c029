package dev.holdfast.auth.totp.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.auth.attempt.AttemptBudget;
import dev.holdfast.auth.totp.TotpPolicy;
import dev.holdfast.auth.totp.TotpResult;
import dev.holdfast.auth.totp.TotpResult.Reason;
import dev.holdfast.auth.totp.code.TotpCodes;
import dev.holdfast.auth.totp.code.TotpSecret;
import dev.holdfast.testkit.MutableClock;
import dev.holdfast.testkit.race.Rounds;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTotpTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:15Z");
    private static final String BASE32 = "jbsw y3dp ehpk 3pxp jbsw y3dp ehpk 3pxp";
    private static final TotpPolicy POLICY = TotpPolicy.defaults("Shop");

    private final MutableClock clock = MutableClock.at(NOW);
    private final EnvironmentTotp totp = read(Map.of("TOTP_ENABLED", "true", "TOTP_SECRET", BASE32));

    @Test
    void read_notSwitchedOn_isEmpty() {
        assertThat(EnvironmentTotp.read(Map.<String, String>of()::get, "root", POLICY, clock))
                .isEmpty();
        assertThat(EnvironmentTotp.read(Map.of("TOTP_SECRET", BASE32)::get, "root", POLICY, clock))
                .isEmpty();
        assertThat(EnvironmentTotp.read(Map.of("TOTP_ENABLED", " False ")::get, "root", POLICY, clock))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "1", "treu", "on"})
    void read_switchWithoutMeaning_isRefused(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(Map.of("TOTP_ENABLED", value, "TOTP_SECRET", BASE32)))
                .withMessage("TOTP_ENABLED must be true or false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "not base32!", "JBSWY3DPEHPK3PXP"})
    void read_switchedOnWithoutAUsableSecret_isRefusedWithoutQuotingIt(String secret) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(Map.of("TOTP_ENABLED", "TRUE", "TOTP_SECRET", secret)))
                .satisfies(error -> {
                    if (!secret.isBlank()) {
                        assertThat(error.getMessage()).doesNotContain(secret);
                    }
                });
    }

    @Test
    void verify_presentCode_isAcceptedOnce() {
        long step = POLICY.parameters().stepAt(NOW);
        assertThat(totp.verify(codeAt(step))).isEqualTo(new TotpResult.Accepted(EnvironmentTotp.DEVICE_ID, step));
        assertThat(totp.verify(codeAt(step))).isEqualTo(new TotpResult.Rejected(Reason.REPLAYED));
        assertThat(totp.verify(codeAt(step - 1))).isEqualTo(new TotpResult.Rejected(Reason.REPLAYED));
        assertThat(totp.verify(codeAt(step + 1))).isInstanceOf(TotpResult.Accepted.class);
        assertThat(totp.verify(codeAt(step + 2))).isEqualTo(new TotpResult.Rejected(Reason.WRONG));
        assertThat(totp.verify("12345x")).isEqualTo(new TotpResult.Rejected(Reason.MALFORMED));
    }

    @Test
    void verify_spentWindow_isRefusedUntilTheFirstAttemptHasLeft() {
        long step = POLICY.parameters().stepAt(NOW);
        for (int i = 0; i < 10; i++) {
            assertThat(totp.verify(codeAt(step + 5))).isEqualTo(new TotpResult.Rejected(Reason.WRONG));
        }
        clock.advance(Duration.ofMinutes(15).minusNanos(1));
        assertThat(totp.verify(present())).isEqualTo(new TotpResult.Rejected(Reason.TOO_MANY_ATTEMPTS));
        clock.advance(Duration.ofNanos(1));
        assertThat(totp.verify(present())).isInstanceOf(TotpResult.Accepted.class);
    }

    @Test
    void verify_spentWindowOfAClockSetBackSince_isOpen() {
        for (int i = 0; i < 10; i++) {
            assertThat(totp.verify(codeAt(POLICY.parameters().stepAt(NOW) + 5)))
                    .isEqualTo(new TotpResult.Rejected(Reason.WRONG));
        }
        clock.set(NOW.minus(Duration.ofMinutes(15)));
        assertThat(totp.verify(present())).isEqualTo(new TotpResult.Rejected(Reason.TOO_MANY_ATTEMPTS));
        clock.set(NOW.minus(Duration.ofMinutes(15)).minusNanos(1));
        assertThat(totp.verify(present())).isInstanceOf(TotpResult.Accepted.class);
    }

    /** One user, one secret, many requests. */
    @Test
    void verify_oneCodeByMany_isAcceptedOnce() throws Exception {
        int contenders = 24;
        AttemptBudget roomy = POLICY.budget().withPerWindow(100, Duration.ofMinutes(15));
        ExecutorService threads = Executors.newFixedThreadPool(contenders);
        try {
            for (int round = 0; round < Rounds.of(200); round++) {
                EnvironmentTotp fresh = EnvironmentTotp.read(
                                Map.of("TOTP_ENABLED", "true", "TOTP_SECRET", BASE32)::get,
                                "root",
                                POLICY.withBudget(roomy),
                                clock)
                        .orElseThrow();
                CyclicBarrier start = new CyclicBarrier(contenders);
                Callable<TotpResult> login = () -> {
                    int unused = start.await();
                    return fresh.verify(present());
                };
                int accepted = 0;
                for (Future<TotpResult> result : threads.invokeAll(Collections.nCopies(contenders, login))) {
                    accepted += result.get() instanceof TotpResult.Accepted ? 1 : 0;
                }
                assertThat(accepted).isOne();
            }
        } finally {
            List<Runnable> unused = threads.shutdownNow();
        }
    }

    @Test
    void verify_spentInAll_isRefusedForGood() {
        for (int i = 0; i < 100; i++) {
            String wrong = codeAt(POLICY.parameters().stepAt(clock.instant()) + 5);
            assertThat(totp.verify(wrong)).isEqualTo(new TotpResult.Rejected(Reason.WRONG));
            clock.advance(Duration.ofMinutes(2));
        }
        clock.advance(Duration.ofDays(1));
        assertThat(totp.verify(present())).isEqualTo(new TotpResult.Rejected(Reason.TOO_MANY_ATTEMPTS));
    }

    @Test
    void credential_printed_holdsNoSecret() {
        assertThat(totp.credential().toString()).doesNotContainIgnoringCase("JBSWY3DP");
        assertThat(totp.credential().account()).isEqualTo("root");
    }

    private EnvironmentTotp read(Map<String, String> variables) {
        return EnvironmentTotp.read(variables::get, "root", POLICY, clock).orElseThrow();
    }

    private String present() {
        return codeAt(POLICY.parameters().stepAt(clock.instant()));
    }

    private static String codeAt(long step) {
        return TotpCodes.of(POLICY.parameters()).codeAt(TotpSecret.parse(BASE32), step);
    }
}
