package dev.holdfast.auth.totp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.totp.TotpFixture.Enrolled;
import dev.holdfast.core.secret.KeyStatus;
import dev.holdfast.core.secret.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The sealing key is rotated while users log in. */
class TotpRotationTest {
    private static final int USERS = 40;

    @Test
    void resealAll_whileUsersLogIn_refusesNobodyAndLeavesNothingUnderTheOldKey() throws Exception {
        ExecutorService logins = Executors.newFixedThreadPool(4);
        try (TotpFixture totp = new TotpFixture()) {
            List<Enrolled> users = new ArrayList<>();
            for (int i = 0; i < USERS; i++) {
                users.add(totp.enrol());
            }
            CountDownLatch half = new CountDownLatch(USERS / 2);
            List<Future<TotpResult>> results = new ArrayList<>();
            for (Enrolled user : users) {
                results.add(logins.submit(() -> {
                    TotpResult result = totp.verify(user, user.codeAt(TotpFixture.NOW));
                    half.countDown();
                    return result;
                }));
            }
            half.await();
            totp.ring.set(totp.ring.get().rotate("k2", Secret.random(TotpFixture.RANDOM, 32)));
            TotpJobs jobs = TotpJobs.of(totp.setup);
            TotpJobs.Resealed run = jobs.resealAll();
            for (Future<TotpResult> result : results) {
                assertThat(result.get()).isInstanceOf(TotpResult.Accepted.class);
            }
            // What a login held during the first run is left for the next.
            while (run.left() > 0) {
                run = jobs.resealAll();
            }
            assertThat(run.unreadable()).isZero();
            assertThat(totp.number("SELECT count(*) FROM holdfast.totp_device WHERE key_id <> 'k2'"))
                    .isZero();
            totp.ring.set(totp.ring.get().withStatus("k1", KeyStatus.RETIRED));
            totp.clock.advance(Duration.ofSeconds(60));
            for (Enrolled user : users) {
                assertThat(totp.verify(user, user.codeAt(totp.clock.instant())))
                        .isInstanceOf(TotpResult.Accepted.class);
            }
        } finally {
            logins.shutdownNow();
        }
    }
}
