package dev.holdfast.auth.recovery;

import dev.holdfast.auth.FactorFixture;
import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.attempt.AttemptBudget;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Recovery codes over a database of their own. */
final class RecoveryFixture implements AutoCloseable {
    static final SecureRandom RANDOM = new SecureRandom();

    final FactorFixture base;
    final RecoverySetup setup;
    final RecoveryCodes codes;

    RecoveryFixture() throws SQLException {
        base = new FactorFixture(RecoverySetup.KEY_PURPOSE);
        setup = RecoverySetup.of(base.ring::get, base.runner, base.trail, base.clock);
        codes = RecoveryCodes.of(setup, base.revocation);
    }

    /** A user with codes. */
    record Holder(UserRef user, List<RecoveryCode> codes) {
        String code(int index) {
            return codes.get(index).exposeText();
        }
    }

    /** Codes with more attempts than any test makes. */
    RecoveryCodes roomy() {
        AttemptBudget budget = AttemptBudget.defaults().withPerChallenge(20).withPerWindow(100, Duration.ofMinutes(15));
        return RecoveryCodes.of(setup.withPolicy(setup.policy().withBudget(budget)), base.revocation);
    }

    Holder generate() {
        return generate(base.newUser());
    }

    Holder generate(UserRef user) {
        return new Holder(user, generated(base.inTx(tx -> codes.generate(tx, user))));
    }

    static List<RecoveryCode> generated(GenerationResult result) {
        return result.fold(made -> made, () -> {
            throw new AssertionError("conflict");
        });
    }

    RecoveryResult spend(Holder holder, int index) {
        return spend(holder.user(), holder.code(index));
    }

    RecoveryResult spend(UserRef user, String code) {
        return spend(codes, user, code);
    }

    RecoveryResult spend(RecoveryCodes by, UserRef user, String code) {
        return base.inTx(tx -> by.spend(tx, user, code));
    }

    static String wrongCode() {
        return RecoveryCode.random(RANDOM).exposeText();
    }

    static RecoveryResult rejected(RecoveryResult.Reason reason) {
        return new RecoveryResult.Rejected(reason);
    }

    int remaining(UserRef user) {
        return base.inTx(tx -> codes.remaining(tx, user));
    }

    @Override
    public void close() {
        base.close();
    }
}
