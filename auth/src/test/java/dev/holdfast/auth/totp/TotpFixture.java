package dev.holdfast.auth.totp;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.auth.FactorFixture;
import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.attempt.AttemptBudget;
import dev.holdfast.auth.totp.code.TotpCodes;
import dev.holdfast.auth.totp.code.TotpSecret;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.DSLContext;

/** Authenticators over a database of their own. */
final class TotpFixture extends FactorFixture {
    static final SecureRandom RANDOM = new SecureRandom();

    final TotpSetup setup;
    final TotpEnrolment enrolment;
    final TotpVerifier verifier;

    TotpFixture() {
        super(TotpSetup.KEY_PURPOSE);
        setup = TotpSetup.of(TotpPolicy.defaults("Shop"), ring::get, runner, trail, clock);
        enrolment = TotpEnrolment.of(setup, revocation);
        verifier = TotpVerifier.of(setup);
    }

    /** An enrolled user, and what the device computes. */
    record Enrolled(UserRef user, UUID deviceId, TotpSecret secret) {
        String codeAt(Instant instant) {
            return codeAtStep(TotpPolicy.defaults("Shop").parameters().stepAt(instant));
        }

        String codeAtStep(long step) {
            return TotpCodes.of(TotpPolicy.defaults("Shop").parameters()).codeAt(secret, step);
        }

        /** A well-formed code that no step near the present shows. */
        String wrongCode() {
            long present = TotpPolicy.defaults("Shop").parameters().stepAt(NOW);
            // Not 000000, which occurs in class names and identity hashes, where leaks are looked for.
            for (int candidate = 735_591; ; candidate++) {
                String code = "%06d".formatted(candidate);
                boolean shown = false;
                for (long step = present - 120; step <= present + 120; step++) {
                    shown |= codeAtStep(step).equals(code);
                }
                if (!shown) {
                    return code;
                }
            }
        }
    }

    /** Setup with more attempts than contenders, so that every one of them gets to the decision. */
    TotpSetup roomy() {
        AttemptBudget budget = AttemptBudget.defaults().withPerChallenge(20).withPerWindow(100, Duration.ofMinutes(15));
        return setup.withPolicy(setup.policy().withBudget(budget));
    }

    @CanIgnoreReturnValue
    TotpEnrolment.Pending begin(UserRef user) {
        return done(inTx(tx -> enrolment.begin(tx, user, "alice@shop.example")));
    }

    /** A user whose device was confirmed ten minutes ago, so that no code near the present is used up. */
    Enrolled enrol() {
        return enrol(newUser());
    }

    @CanIgnoreReturnValue
    Enrolled enrol(UserRef user) {
        Instant present = clock.instant();
        clock.set(present.minus(Duration.ofMinutes(10)));
        TotpEnrolment.Pending pending = begin(user);
        Enrolled enrolled = new Enrolled(user, pending.deviceId(), pending.uri().secret());
        TotpDevice unused =
                done(inTx(tx -> enrolment.confirm(tx, user, pending.deviceId(), enrolled.codeAt(clock.instant()))));
        clock.set(present);
        forgetAttempts(user);
        return enrolled;
    }

    void forgetAttempts(UserRef user) {
        execute("DELETE FROM holdfast.totp_attempt WHERE user_id = '" + user.userId() + "'");
    }

    @CanIgnoreReturnValue
    TotpResult verify(Enrolled enrolled, String code) {
        return verify(verifier, enrolled.user(), code);
    }

    TotpResult verify(TotpVerifier by, UserRef user, String code) {
        return inTx(tx -> by.verify(tx, user, code));
    }

    /** Runs the work and rolls it back, as a host does that throws afterwards. */
    <T> T rolledBack(Function<DSLContext, T> work) {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            T result = work.apply(on(connection));
            connection.rollback();
            return result;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static <S> S done(EnrolmentResult<S> result) {
        return result.fold(
                Function.identity(),
                reason -> {
                    throw new AssertionError("refused: " + reason);
                },
                () -> {
                    throw new AssertionError("conflict");
                });
    }

    long attempts(UserRef user) {
        return number("SELECT coalesce(max(attempts), 0) FROM holdfast.totp_attempt WHERE challenge_id = ''"
                + " AND user_id = '" + user.userId() + "'");
    }

    long lastStep(UUID device) {
        return number("SELECT last_step FROM holdfast.totp_device WHERE id = '" + device + "'");
    }
}
