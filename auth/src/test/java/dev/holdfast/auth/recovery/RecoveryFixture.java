package dev.holdfast.auth.recovery;

import dev.holdfast.auth.FactorFixture;
import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.attempt.AttemptBudget;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/** Recovery codes over a database of their own. */
final class RecoveryFixture extends FactorFixture {
    static final SecureRandom RANDOM = new SecureRandom();

    final RecoverySetup setup;
    final RecoveryCodes codes;

    RecoveryFixture() {
        super(RecoverySetup.KEY_PURPOSE);
        setup = RecoverySetup.of(ring::get, runner, trail, clock);
        codes = RecoveryCodes.of(setup, revocation);
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
        return RecoveryCodes.of(setup.withPolicy(setup.policy().withBudget(budget)), revocation);
    }

    Holder generate() {
        return generate(newUser());
    }

    Holder generate(UserRef user) {
        return new Holder(user, generated(inTx(tx -> codes.generate(tx, user))));
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
        return inTx(tx -> by.spend(tx, user, code));
    }

    static String wrongCode() {
        return RecoveryCode.random(RANDOM).exposeText();
    }

    static RecoveryResult rejected(RecoveryResult.Reason reason) {
        return new RecoveryResult.Rejected(reason);
    }

    int remaining(UserRef user) {
        return inTx(tx -> codes.remaining(tx, user));
    }
}
