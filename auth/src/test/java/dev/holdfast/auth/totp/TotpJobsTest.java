package dev.holdfast.auth.totp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.totp.TotpFixture.Enrolled;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.KeyStatus;
import dev.holdfast.core.secret.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TotpJobsTest {
    private static final String UNDER_K1 = "SELECT count(*) FROM holdfast.totp_device WHERE key_id = 'k1'";

    private TotpFixture totp;
    private TotpJobs jobs;

    @BeforeEach
    void open() throws SQLException {
        totp = new TotpFixture();
        jobs = TotpJobs.of(totp.setup);
    }

    @AfterEach
    void close() {
        totp.close();
    }

    @Test
    void resealAll_afterARotation_leavesNothingUnderTheOldKey() {
        Enrolled alice = totp.enrol();
        Enrolled bob = totp.enrol();
        Enrolled gone = totp.enrol();
        made(totp.inTx(tx -> totp.enrolment.remove(tx, gone.user(), gone.deviceId())));
        assertThat(jobs.resealAll()).isEqualTo(new TotpJobs.Resealed(0, 0, 0));

        rotate();
        totp.acts.clear();
        assertThat(jobs.resealAll()).isEqualTo(new TotpJobs.Resealed(2, 0, 0));
        assertThat(totp.acts).extracting(event -> event.action().name()).containsExactly("totp_device.reseal");
        assertThat(totp.number(UNDER_K1)).isZero();
        assertThat(jobs.resealAll()).isEqualTo(new TotpJobs.Resealed(0, 0, 0));

        totp.ring.set(totp.ring.get().withStatus("k1", KeyStatus.RETIRED));
        for (Enrolled user : new Enrolled[] {alice, bob}) {
            assertThat(totp.verify(user, user.codeAt(TotpFixture.NOW))).isInstanceOf(TotpResult.Accepted.class);
        }
    }

    @Test
    void resealAll_moreThanABatch_doesThemAll() {
        Enrolled alice = totp.enrol();
        // Copies do not open, being bound to another row: they must be passed, not tried for ever.
        totp.execute("INSERT INTO holdfast.totp_device SELECT gen_random_uuid(), tenant_id, 'copy-' || n, label,"
                + " algorithm, digits, period_seconds, sealed_secret, key_id, last_step, forgiven, created_at,"
                + " confirmed_at, last_used_at, disabled_at FROM holdfast.totp_device, generate_series(1, 250) n");
        rotate();
        assertThat(jobs.resealAll()).isEqualTo(new TotpJobs.Resealed(1, 250, 250));
        assertThat(totp.verify(alice, alice.codeAt(TotpFixture.NOW))).isInstanceOf(TotpResult.Accepted.class);
    }

    @Test
    void resealAll_rowLockedByALogin_isLeftForTheNextRun() throws SQLException {
        Enrolled alice = totp.enrol();
        Enrolled bob = totp.enrol();
        rotate();
        try (Connection login = totp.database.connect()) {
            login.setAutoCommit(false);
            login.createStatement()
                    .execute("SELECT 1 FROM holdfast.totp_device WHERE id = '" + alice.deviceId() + "' FOR UPDATE");
            assertThat(jobs.resealAll()).isEqualTo(new TotpJobs.Resealed(1, 0, 1));
            login.rollback();
        }
        assertThat(bob.deviceId()).isNotEqualTo(alice.deviceId());
        assertThat(jobs.resealAll()).isEqualTo(new TotpJobs.Resealed(1, 0, 0));
    }

    @Test
    void resealAll_keyStillPendingHere_isNotTakenBack() {
        Enrolled alice = totp.enrol();
        KeyRing after = rotate();
        assertThat(jobs.resealAll().resealed()).isEqualTo(1);
        // A node that has not heard of the rotation yet: k1 active, k2 pending.
        totp.ring.set(new KeyRing(
                TotpSetup.KEY_PURPOSE,
                after.keys().stream()
                        .map(key -> key.withStatus(key.id().equals("k1") ? KeyStatus.ACTIVE : KeyStatus.PENDING))
                        .toList()));
        assertThat(jobs.resealAll().resealed()).isZero();
        assertThat(totp.verify(alice, alice.codeAt(TotpFixture.NOW))).isInstanceOf(TotpResult.Accepted.class);
        assertThat(totp.number(UNDER_K1)).isZero();
    }

    @Test
    void deleteStale_onBothSidesOfTheBorders_deletesWhatNoLongerBinds() {
        Enrolled alice = totp.enrol();
        totp.begin(totp.newUser());
        made(totp.inTx(tx -> totp.verifier.verify(tx, alice.user(), alice.wrongCode(), "c1")));
        made(totp.inTx(tx -> totp.verifier.verify(tx, UserRef.of("nobody"), alice.wrongCode())));

        totp.clock.advance(Duration.ofMinutes(10).minusNanos(1000));
        assertThat(jobs.deleteStale()).isZero();
        totp.clock.advance(Duration.ofNanos(1000));
        assertThat(jobs.deleteStale()).as("the enrolment").isEqualTo(1);
        totp.clock.advance(Duration.ofMinutes(5).minusNanos(1000));
        assertThat(jobs.deleteStale()).isZero();
        totp.clock.advance(Duration.ofNanos(1000));
        assertThat(jobs.deleteStale())
                .as("the challenge, and the counter of nobody")
                .isEqualTo(2);
        assertThat(totp.attempts(alice.user())).isEqualTo(1);
    }

    @CanIgnoreReturnValue
    private KeyRing rotate() {
        KeyRing after = totp.ring.get().rotate("k2", Secret.random(TotpFixture.RANDOM, 32));
        totp.ring.set(after);
        return after;
    }

    private static void made(Object result) {
        assertThat(result).isNotNull();
    }
}
