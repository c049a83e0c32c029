package dev.holdfast.auth.totp;

import static dev.holdfast.auth.totp.TotpFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.totp.TotpFixture.Enrolled;
import dev.holdfast.auth.totp.TotpResult.Reason;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The host's clock was wrong, and is set right. */
class TotpClockTest {
    private static final Duration WINDOW = Duration.ofMinutes(15);

    private TotpFixture totp;
    private Enrolled alice;

    @BeforeEach
    void open() throws SQLException {
        totp = new TotpFixture();
        alice = totp.enrol();
    }

    @AfterEach
    void close() {
        totp.close();
    }

    /** Up to a window behind, another node may simply be slow; beyond it the clock has been set back. */
    @Test
    void verify_windowSpentByAClockSetBackSince_isOpenBeyondTheWindow() {
        spendTheWindow();

        totp.clock.set(NOW.minus(WINDOW));
        assertThat(totp.verify(alice, alice.codeAt(totp.clock.instant())))
                .isEqualTo(new TotpResult.Rejected(Reason.TOO_MANY_ATTEMPTS));
        Instant back = NOW.minus(WINDOW).minusNanos(1000);
        totp.clock.set(back);
        assertThat(totp.verify(alice, alice.wrongCode())).isEqualTo(new TotpResult.Rejected(Reason.WRONG));
    }

    /** A step back opens one window more and not one without end. */
    @Test
    void verify_clockSetBack_allowsNoMoreThanAnotherWindow() {
        spendTheWindow();
        totp.clock.set(NOW.minus(Duration.ofDays(1)));

        for (int i = 0; i < 10; i++) {
            assertThat(totp.verify(alice, alice.wrongCode())).isEqualTo(new TotpResult.Rejected(Reason.WRONG));
        }
        assertThat(totp.verify(alice, alice.wrongCode())).isEqualTo(new TotpResult.Rejected(Reason.TOO_MANY_ATTEMPTS));
    }

    @Test
    void verify_stepUsedByAClockSetBackSince_staysUsed() {
        assertThat(totp.verify(alice, alice.codeAt(NOW))).isInstanceOf(TotpResult.Accepted.class);
        Instant back = NOW.minus(Duration.ofSeconds(30));
        totp.clock.set(back);

        assertThat(totp.verify(alice, alice.codeAt(NOW))).isEqualTo(new TotpResult.Rejected(Reason.REPLAYED));
        assertThat(totp.verify(alice, alice.codeAt(back))).isEqualTo(new TotpResult.Rejected(Reason.REPLAYED));
    }

    private void spendTheWindow() {
        for (int i = 0; i < 10; i++) {
            assertThat(totp.verify(alice, alice.wrongCode())).isEqualTo(new TotpResult.Rejected(Reason.WRONG));
        }
    }
}
