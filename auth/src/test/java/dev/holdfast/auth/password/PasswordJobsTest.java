package dev.holdfast.auth.password;

import static dev.holdfast.auth.password.PasswordFixture.RIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.UserRef;
import dev.holdfast.core.secret.KeyStatus;
import dev.holdfast.core.secret.Secret;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PasswordJobsTest {
    private static final String BCRYPT = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
    private static final int THREADS = 6;

    private PasswordFixture fixture;
    private PasswordJobs jobs;

    @BeforeEach
    void open() throws SQLException {
        fixture = new PasswordFixture();
        jobs = PasswordJobs.of(fixture.setup);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void resealAll_hashesOfTheHost_areSealedWithoutAPasswordAndStillVerify() {
        UserRef user = fixture.userWith(BCRYPT);
        fixture.userWith("{noop}plain");
        fixture.userWith((String) null);
        fixture.userWith("!");
        assertThat(jobs.census()).isEqualTo(new PasswordJobs.Census(Map.of("bcrypt 5", 1L), 1, 1));

        assertThat(jobs.resealAll()).isEqualTo(new PasswordJobs.Resealed(1, 1));

        assertThat(fixture.hashOf(user)).startsWith("$hf1$k1$");
        assertThat(jobs.census()).isEqualTo(new PasswordJobs.Census(Map.of("bcrypt 5", 1L), 0, 1));
        assertThat(fixture.verify(user, Secret.ofText("U*U"))).isEqualTo(PasswordsTest.VERIFIED);
        assertThat(jobs.census().schemes()).isEqualTo(Map.of("argon2id m=64,t=1,p=1", 1L));
    }

    /** Logins and changes go on while the pepper is rotated: none is refused, and nothing stays under the old key. */
    @Test
    void resealAll_underTraffic_refusesNobodyAndLeavesNothing() throws Exception {
        List<UserRef> users = new ArrayList<>();
        // More than one batch.
        for (int i = 0; i < PasswordJobs.BATCH + 20; i++) {
            users.add(fixture.userWith(RIGHT));
        }
        UserRef changing = fixture.userWith(RIGHT);
        fixture.set(changing, Secret.ofText("the second password here"));
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CountDownLatch started = new CountDownLatch(THREADS);
            List<Future<List<PasswordResult>>> traffic = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                traffic.add(threads.submit(logins(users, started)));
            }
            started.await();
            fixture.ring.set(fixture.ring.get().rotate("k2", Secret.random(PasswordFixture.RANDOM, 32)));
            int left = 1;
            while (left > 0) {
                left = jobs.resealAll().resealed();
            }
            for (Future<List<PasswordResult>> logins : traffic) {
                assertThat(logins.get()).containsOnly(PasswordsTest.VERIFIED);
            }
        } finally {
            threads.shutdownNow();
        }
        var last = jobs.resealAll();
        assertThat(last.unreadable()).isZero();
        assertThat(fixture.number("SELECT count(*) FROM account WHERE password_hash NOT LIKE '$hf1$k2$%'"))
                .isZero();
        assertThat(fixture.number("SELECT count(*) FROM holdfast.password_history WHERE key_id <> 'k2'"))
                .isZero();
        assertThat(fixture.number("SELECT count(*) FROM holdfast.password_history WHERE key_id = 'k2'"))
                .isPositive();
        fixture.ring.set(fixture.ring.get().withStatus("k1", KeyStatus.RETIRED));
        assertThat(fixture.changes.prepare(changing, RIGHT, PasswordFixture.CONTEXT))
                .as("the history opens under the new key")
                .isInstanceOf(PreparationResult.Refused.class);
    }

    private Callable<List<PasswordResult>> logins(List<UserRef> users, CountDownLatch started) {
        return () -> {
            List<PasswordResult> results = new ArrayList<>();
            started.countDown();
            for (UserRef user : users) {
                results.add(fixture.verify(user, RIGHT));
            }
            return results;
        };
    }
}
