package dev.holdfast.migration.rehearse;

import dev.holdfast.migration.record.RunRecord.Decision;
import dev.holdfast.migration.rehearse.live.LiveAllowance;
import dev.holdfast.migration.rehearse.live.LiveRehearsal;
import dev.holdfast.migration.rehearse.plan.RehearsalPlan;
import dev.holdfast.migration.rehearse.result.RehearsalResult;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Reason;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Refused;
import dev.holdfast.migration.rehearse.scratch.ScratchDatabases;
import dev.holdfast.migration.statement.StatementClassifier;
import dev.holdfast.migration.undo.ProvingResult;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Rehearses what a database has pending: planned by the scripts' text alone, tried in a scratch database, or tried in a
 * transaction on the live one.
 *
 * <p><em>Transaction.</em> {@link #plan} reads the histories. {@link #rehearse} owns its transactions; see {@link
 * RehearsalMode}.
 *
 * <p><em>Refusals.</em> See {@link RehearsalResult.Reason}.
 *
 * <p><em>Concurrency.</em> Thread-safe.
 */
public final class Rehearsals {
    private final Subject subject;
    private final RehearsalPolicy policy;
    private final Clock clock;

    private Rehearsals(Subject subject, RehearsalPolicy policy, Clock clock) {
        this.subject = subject;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * Rehearsals of a database's migrations.
     *
     * @param subject what is rehearsed
     * @param policy what a rehearsal insists on
     * @param clock dates the reports
     * @return the rehearsals
     */
    public static Rehearsals of(Subject subject, RehearsalPolicy policy, Clock clock) {
        return new Rehearsals(subject, policy, clock);
    }

    /**
     * What is pending, statement by statement, with the locks to be expected and whom they block. Writes nothing.
     *
     * @return the plan
     * @throws dev.holdfast.core.tx.DatabaseException when a history cannot be read
     */
    public RehearsalPlan plan() {
        return plan(subject);
    }

    /**
     * The same, for whoever wants no more than the plan.
     *
     * @param subject what is rehearsed
     * @return the plan
     * @throws dev.holdfast.core.tx.DatabaseException when a history cannot be read
     */
    public static RehearsalPlan plan(Subject subject) {
        return RehearsalPlan.of(PendingReading.of(subject), StatementClassifier::classify);
    }

    /**
     * Tries what is pending.
     *
     * @param mode where
     * @return what happened, or why it was refused, or where it failed; whatever it is, nothing stays
     * @throws dev.holdfast.core.tx.DatabaseException when the database cannot be reached
     * @throws dev.holdfast.migration.apply.MigrationException when a history does not fit the migrations at hand
     */
    public RehearsalResult rehearse(RehearsalMode mode) {
        RehearsalPlan plan = plan();
        return mode.fold(clone -> inClone(plan, clone.databases()), live -> live(plan, live.allowance()));
    }

    /**
     * Tries each undo of a source's pending migrations in scratch databases, also of those that refuse a transaction.
     *
     * @param databases where the copies come from
     * @param source the source's name
     * @return the proofs, and why there are not more; nothing is kept by this method
     * @throws dev.holdfast.core.tx.DatabaseException when the database cannot be reached
     * @throws dev.holdfast.migration.apply.MigrationException when a history does not fit the migrations at hand
     */
    public ProvingResult proveUndo(ScratchDatabases databases, String source) {
        return new ScratchProofs(source).of(rehearse(RehearsalMode.inClone(databases)));
    }

    private RehearsalResult inClone(RehearsalPlan plan, ScratchDatabases databases) {
        PlannedCallbacks callbacks = new PlannedCallbacks(subject);
        List<String> unknowns = joined(plan.unknowns(), callbacks.unknowns());
        List<String> reaching = joined(plan.reaching(), callbacks.reaching());
        Optional<Refused> refused = unknown(unknowns).or(() -> reaching(reaching));
        List<Decision> decisions = joined(
                decisions("rehearsed although unknown: ", unknowns, policy.unknownAllowedBecause()),
                decisions("rehearsed on a server of its own: ", reaching, policy.reachAllowedBecause()));
        return refused.isPresent()
                ? refused.get()
                : new CloneRehearsal(subject, databases, policy, clock).rehearse(plan, decisions);
    }

    private RehearsalResult live(RehearsalPlan plan, LiveAllowance allowance) {
        Optional<Refused> refused = unknown(plan.unknowns());
        if (refused.isPresent()) {
            return refused.get();
        }
        LiveRehearsal live = new LiveRehearsal(subject.dataSource(), allowance, subject.scope(), clock);
        List<Decision> decisions =
                decisions("rehearsed although unknown: ", plan.unknowns(), policy.unknownAllowedBecause());
        return (policy.provesUndo() ? live.tryingUndo() : live).rehearse(plan, decisions);
    }

    private Optional<Refused> unknown(List<String> unknowns) {
        return unknowns.isEmpty() || policy.unknownAllowedBecause().isPresent()
                ? Optional.empty()
                : Optional.of(new Refused(
                        Reason.UNKNOWN_STATEMENT,
                        "every statement must be understood, but " + unknowns.size() + " is not; the first is "
                                + unknowns.get(0) + ": rewrite it, or call allowUnknown with a reason"));
    }

    private Optional<Refused> reaching(List<String> reaching) {
        return reaching.isEmpty() || policy.reachAllowedBecause().isPresent()
                ? Optional.empty()
                : Optional.of(new Refused(
                        Reason.LEAVES_THE_DATABASE,
                        reaching.get(0)
                                + (reaching.size() > 1 ? " (and " + (reaching.size() - 1) + " more reach out)" : "")
                                + ", and a scratch database is no cluster of its own: rehearse on a server that is"
                                + " there for rehearsals alone, and say so with onServerOfItsOwn"));
    }

    private List<Decision> decisions(String what, List<String> texts, Optional<String> because) {
        return because.stream()
                .flatMap(why -> texts.stream().map(text -> new Decision(what + text, "", why, clock.instant())))
                .toList();
    }

    private static <T> List<T> joined(List<T> first, List<T> then) {
        return Stream.concat(first.stream(), then.stream()).toList();
    }
}
