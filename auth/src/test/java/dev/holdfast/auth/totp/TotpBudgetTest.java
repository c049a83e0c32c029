package dev.holdfast.auth.totp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.auth.totp.TotpFixture.Enrolled;
import dev.holdfast.auth.totp.TotpResult.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many attempts a user has, in a challenge, in a stretch of time and in all, and what gives them back. */
class TotpBudgetTest {
    private static final Duration WINDOW = Duration.ofMinutes(15);

    private static TotpFixture totp;

    @BeforeAll
    static void open() {
        totp = new TotpFixture();
    }

    @AfterAll
    static void close() {
        totp.close();
    }

    @BeforeEach
    void reset() {
        totp.clock.set(TotpFixture.NOW);
        totp.denials.clear();
    }

    @Test
    void verify_fiveAttemptsInAChallenge_spendIt() {
        Enrolled alice = totp.enrol();
        for (int i = 0; i < 5; i++) {
            assertThat(inChallenge(alice, alice.wrongCode(), "c1")).isEqualTo(new TotpResult.Rejected(Reason.WRONG));
        }
        String code = alice.codeAt(TotpFixture.NOW);
        assertThat(inChallenge(alice, code, "c1")).isEqualTo(new TotpResult.Rejected(Reason.TOO_MANY_ATTEMPTS));
        assertThat(lastBudget()).isEqualTo("challenge_spent");
        assertThat(totp.attempts(alice.user()))
                .as("a spent challenge costs the user nothing")
                .isEqualTo(5);
        assertThat(inChallenge(alice, code, "c2")).isInstanceOf(TotpResult.Accepted.class);
    }

    @Test
    void verify_tenAttemptsInTheWindow_spendItUntilTheFirstHasLeft() {
        Enrolled alice = totp.enrol();
        for (int i = 0; i < 10; i++) {
            assertThat(totp.verify(alice, alice.wrongCode())).isEqualTo(new TotpResult.Rejected(Reason.WRONG));
            totp.clock.advance(Duration.ofSeconds(30));
        }
        Instant firstLeaves = TotpFixture.NOW.plus(WINDOW);
        totp.clock.set(firstLeaves.minusNanos(1000));
        assertThat(totp.verify(alice, alice.codeAt(totp.clock.instant())))
                .isEqualTo(new TotpResult.Rejected(Reason.TOO_MANY_ATTEMPTS));
        assertThat(lastBudget()).isEqualTo("window_spent");
        totp.clock.set(firstLeaves);
        assertThat(totp.verify(alice, alice.codeAt(firstLeaves))).isInstanceOf(TotpResult.Accepted.class);
        // The second attempt has not left yet: one place was free, and it is taken.
        assertThat(totp.verify(alice, alice.wrongCode())).isEqualTo(new TotpResult.Rejected(Reason.TOO_MANY_ATTEMPTS));
    }

    @Test
    void verify_hundredAttemptsInAll_spendItUntilAReset() {
        Enrolled alice = totp.enrol();
        String wrong = alice.wrongCode();
        for (int i = 0; i < 100; i++) {
            assertThat(totp.verify(alice, wrong)).isEqualTo(new TotpResult.Rejected(Reason.WRONG));
            // As if the window had passed each time.
            totp.execute("UPDATE holdfast.totp_attempt SET recent = '{}'");
        }
        totp.clock.advance(Duration.ofDays(30));
        Instant later = totp.clock.instant();
        assertThat(totp.verify(alice, alice.codeAt(later)))
                .isEqualTo(new TotpResult.Rejected(Reason.TOO_MANY_ATTEMPTS));
        assertThat(lastBudget()).isEqualTo("all_spent");

        totp.verifier.resetAttempts(alice.user());
        assertThat(totp.verify(alice, alice.codeAt(later))).isInstanceOf(TotpResult.Accepted.class);
    }

    @Test
    void verify_success_givesBackItsOwnChallengeAndNothingOfOthers() {
        Enrolled alice = totp.enrol();
        for (int i = 0; i < 4; i++) {
            inChallenge(alice, alice.wrongCode(), "attacker");
        }
        inChallenge(alice, alice.wrongCode(), "alice");
        inChallenge(alice, alice.wrongCode(), "alice");
        assertThat(totp.attempts(alice.user())).isEqualTo(6);
        assertThat(inChallenge(alice, alice.codeAt(TotpFixture.NOW), "alice")).isInstanceOf(TotpResult.Accepted.class);
        // 7 counted, 3 given back, 1 more.
        inChallenge(alice, alice.wrongCode(), "attacker");
        assertThat(totp.attempts(alice.user())).isEqualTo(5);
    }

    @Test
    void verify_counterLockedByOthers_isRefusedUnchecked() throws SQLException {
        Enrolled alice = totp.enrol();
        totp.verify(alice, alice.wrongCode());
        try (Connection other = totp.database.connect()) {
            other.setAutoCommit(false);
            other.createStatement().execute("SELECT 1 FROM holdfast.totp_attempt FOR UPDATE");
            assertThat(totp.verify(alice, alice.codeAt(TotpFixture.NOW)))
                    .isEqualTo(new TotpResult.Rejected(Reason.TOO_MANY_ATTEMPTS));
            assertThat(lastBudget()).isEqualTo("busy");
            other.rollback();
        }
    }

    @CanIgnoreReturnValue
    private static TotpResult inChallenge(Enrolled enrolled, String code, String challenge) {
        return totp.inTx(tx -> totp.verifier.verify(tx, enrolled.user(), code, challenge));
    }

    private static Object lastBudget() {
        return totp.denials.get(totp.denials.size() - 1).metadata().values().get("budget");
    }
}
