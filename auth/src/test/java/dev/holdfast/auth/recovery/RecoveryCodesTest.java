package dev.holdfast.auth.recovery;

import static dev.holdfast.auth.recovery.RecoveryFixture.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.FactorFixture;
import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.recovery.RecoveryFixture.Holder;
import dev.holdfast.auth.recovery.RecoveryResult.Accepted;
import dev.holdfast.auth.recovery.RecoveryResult.Reason;
import dev.holdfast.core.event.Severity;
import dev.holdfast.core.secret.KeyStatus;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecoveryCodesTest {
    private RecoveryFixture fixture;

    @BeforeEach
    void open() throws SQLException {
        fixture = new RecoveryFixture();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void spend_eachCode_isAcceptedOnceAndCountsDown() {
        Holder alice = fixture.generate();
        assertThat(alice.codes()).hasSize(10).doesNotHaveDuplicates();
        assertThat(fixture.revoked).containsExactly(alice.user().userId() + " FACTOR_CHANGED");
        for (int i = 0; i < 10; i++) {
            assertThat(fixture.spend(alice, i)).isEqualTo(new Accepted(9 - i));
            assertThat(fixture.remaining(alice.user())).isEqualTo(9 - i);
            fixture.clock.advance(Duration.ofMinutes(15));
        }
        assertThat(fixture.spend(alice, 0)).isEqualTo(rejected(Reason.REPLAYED));
        assertThat(fixture.spend(alice.user(), RecoveryFixture.wrongCode())).isEqualTo(rejected(Reason.WRONG));
        assertThat(fixture.acts.subList(1, 11))
                .extracting(event -> event.severity())
                .containsOnly(Severity.LOW, Severity.MEDIUM)
                .filteredOn(Severity.MEDIUM::equals)
                .as("three left, and fewer")
                .hasSize(4);
    }

    @Test
    void spend_asPeopleType_isAccepted() {
        Holder alice = fixture.generate();
        String typed = " "
                + alice.code(0)
                        .toLowerCase(Locale.ROOT)
                        .replace('-', ' ')
                        .replace('1', 'l')
                        .replace('0', 'o');
        assertThat(fixture.spend(alice.user(), typed)).isEqualTo(new Accepted(9));
    }

    @Test
    void spend_unknownOthersOrMalformed_isRejectedWithItsReason() {
        Holder alice = fixture.generate();
        Holder bob = fixture.generate();
        assertThat(fixture.spend(UserRef.of("nobody"), alice.code(0))).isEqualTo(rejected(Reason.NOT_ENROLLED));
        assertThat(fixture.spend(bob.user(), alice.code(0))).isEqualTo(rejected(Reason.WRONG));
        assertThat(fixture.spend(new UserRef("t2", alice.user().userId()), alice.code(0)))
                .isEqualTo(rejected(Reason.NOT_ENROLLED));
        for (String malformed :
                new String[] {"", "x", alice.code(0) + "0", "U".repeat(24), "é".repeat(5000), "123456"}) {
            assertThat(fixture.spend(alice.user(), malformed)).isEqualTo(rejected(Reason.MALFORMED));
        }
        assertThat(fixture.reasons().subList(0, 4))
                .containsExactly("not_enrolled", "wrong", "not_enrolled", "malformed");
        assertThat(fixture.spend(alice, 0)).isEqualTo(new Accepted(9));
    }

    @Test
    void generate_again_replacesAllCodes() {
        Holder before = fixture.generate();
        assertThat(fixture.spend(before, 0)).isEqualTo(new Accepted(9));
        Holder after = fixture.generate(before.user());
        assertThat(fixture.spend(before, 1)).isEqualTo(rejected(Reason.WRONG));
        assertThat(fixture.spend(after, 1)).isEqualTo(new Accepted(9));
        assertThat(fixture.number("SELECT count(*) FROM holdfast.recovery_code"))
                .isEqualTo(10);
    }

    @Test
    void discard_takesThemAll() {
        Holder alice = fixture.generate();
        assertThat(discard(alice.user())).isTrue();
        assertThat(discard(alice.user())).isFalse();
        assertThat(fixture.spend(alice, 0)).isEqualTo(rejected(Reason.NOT_ENROLLED));
        assertThat(fixture.remaining(alice.user())).isZero();
    }

    /** A row that somebody copies to another user's name is worth nothing there. */
    @Test
    void spend_rowMovedToAnotherUser_isRejected() {
        Holder alice = fixture.generate();
        Holder victim = fixture.generate();
        fixture.execute("UPDATE holdfast.recovery_code SET user_id = '"
                + victim.user().userId() + "' WHERE user_id = '" + alice.user().userId() + "'");
        assertThat(fixture.spend(victim.user(), alice.code(0))).isEqualTo(rejected(Reason.WRONG));
    }

    @Test
    void spend_budgetSpent_isNotChecked() {
        Holder alice = fixture.generate();
        for (int i = 0; i < 10; i++) {
            assertThat(fixture.spend(alice.user(), RecoveryFixture.wrongCode())).isEqualTo(rejected(Reason.WRONG));
        }
        assertThat(fixture.spend(alice, 0)).isEqualTo(rejected(Reason.TOO_MANY_ATTEMPTS));
        fixture.codes.resetAttempts(alice.user());
        assertThat(fixture.spend(alice, 0)).isEqualTo(new Accepted(9));
    }

    @Test
    void spend_inOneChallenge_isBoundedAndGivesBackItsOwn() {
        Holder alice = fixture.generate();
        for (int i = 0; i < 4; i++) {
            assertThat(spendIn("login-1", alice, RecoveryFixture.wrongCode())).isEqualTo(rejected(Reason.WRONG));
        }
        assertThat(spendIn("login-1", alice, alice.code(0))).isEqualTo(new Accepted(9));
        assertThat(spendIn("login-1", alice, alice.code(1))).isEqualTo(rejected(Reason.TOO_MANY_ATTEMPTS));
        assertThat(spendIn("login-2", alice, alice.code(1))).isEqualTo(new Accepted(8));
        assertThat(fixture.number("SELECT attempts FROM holdfast.recovery_attempt WHERE challenge_id = ''"))
                .as("all five given back, and one more counted")
                .isEqualTo(1);
    }

    @Test
    void spend_keyRotated_isAcceptedUntilTheKeyIsRetired() {
        Holder alice = fixture.generate();
        RecoveryJobs jobs = RecoveryJobs.of(fixture.setup);
        assertThat(jobs.usersUnderRetiringKeys()).isZero();
        fixture.rotate("k2");
        assertThat(jobs.usersUnderRetiringKeys()).isEqualTo(1);
        assertThat(fixture.spend(alice, 0)).isEqualTo(new Accepted(9));
        Holder after = fixture.generate(alice.user());
        assertThat(jobs.usersUnderRetiringKeys()).isZero();
        fixture.ring.set(fixture.ring.get().withStatus("k1", KeyStatus.RETIRED));
        assertThat(fixture.spend(after, 0)).isEqualTo(new Accepted(9));
    }

    @Test
    void deleteStale_onBothSidesOfTheWindow_keepsHoldersCounters() {
        Holder alice = fixture.generate();
        assertThat(fixture.spend(alice.user(), RecoveryFixture.wrongCode())).isEqualTo(rejected(Reason.WRONG));
        assertThat(fixture.spend(UserRef.of("nobody"), RecoveryFixture.wrongCode()))
                .isEqualTo(rejected(Reason.NOT_ENROLLED));
        RecoveryJobs jobs = RecoveryJobs.of(fixture.setup);
        fixture.clock.set(FactorFixture.NOW.plus(Duration.ofMinutes(15)).minusNanos(1000));
        assertThat(jobs.deleteStale()).isZero();
        fixture.clock.advance(Duration.ofNanos(1000));
        assertThat(jobs.deleteStale()).isEqualTo(1);
        assertThat(fixture.texts("SELECT user_id FROM holdfast.recovery_attempt"))
                .containsExactly(alice.user().userId());
    }

    private RecoveryResult spendIn(String challenge, Holder holder, String code) {
        return fixture.inTx(tx -> fixture.codes.spend(tx, holder.user(), code, challenge));
    }

    private boolean discard(UserRef user) {
        return fixture.inTx(tx -> fixture.codes.discard(tx, user));
    }
}
