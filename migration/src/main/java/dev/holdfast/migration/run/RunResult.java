package dev.holdfast.migration.run;

import dev.holdfast.migration.record.Kept;
import dev.holdfast.migration.record.RunRecord;
import dev.holdfast.migration.rehearse.result.RehearsalResult;
import dev.holdfast.migration.run.step.StepOutcome;
import java.util.Optional;
import java.util.function.Function;

/** What came of a run. */
public sealed interface RunResult {
    /**
     * What the case calls for.
     *
     * @param done when everything asked for was done
     * @param heldBack when a gate ended it early
     * @param refused when it was refused before anything was changed
     * @param failed when something failed
     * @param <T> the result's type
     * @return what the function of the case gave
     */
    default <T> T fold(
            Function<Done, T> done,
            Function<HeldBack, T> heldBack,
            Function<Refused, T> refused,
            Function<Failed, T> failed) {
        if (this instanceof Done it) {
            return done.apply(it);
        }
        if (this instanceof HeldBack it) {
            return heldBack.apply(it);
        }
        return this instanceof Refused it ? refused.apply(it) : failed.apply((Failed) this);
    }

    /**
     * What is known of the run.
     *
     * @return its account
     */
    Account account();

    /**
     * What is known of a run.
     *
     * @param record its record, with each step and each migration
     * @param kept the record in the ledger; empty when there is none
     * @param rehearsal what came of its rehearsal; empty when there was none
     */
    record Account(RunRecord record, Optional<Kept> kept, Optional<RehearsalResult> rehearsal) {}

    /**
     * Everything asked for was done.
     *
     * @param account what is known of it
     */
    record Done(Account account) implements RunResult {}

    /**
     * What may be applied now was applied and holds; the rest waits for a gate.
     *
     * @param why what is in the way, and the next step
     * @param account what is known of it
     */
    record HeldBack(String why, Account account) implements RunResult {}

    /**
     * A step refused the run before anything was changed.
     *
     * @param stage which
     * @param reason why, and the next step
     * @param account what is known of it
     */
    record Refused(Stage stage, StepOutcome.Refused reason, Account account) implements RunResult {}

    /**
     * A step failed. From {@link Stage#MIGRATE} on, what was applied stays, unless it was taken back.
     *
     * @param stage which
     * @param failure what happened, and the next step
     * @param rollBack what was done about it; empty when nothing had been changed
     * @param account what is known of it
     */
    record Failed(Stage stage, StepOutcome.Failed failure, Optional<StepOutcome> rollBack, Account account)
            implements RunResult {}
}
