package dev.holdfast.migration.rehearse;

import dev.holdfast.migration.record.RunRecord.Decision;
import dev.holdfast.migration.rehearse.live.LiveRehearsal;
import dev.holdfast.migration.rehearse.plan.RehearsalPlan;
import dev.holdfast.migration.rehearse.result.RehearsalResult;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Reason;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Refused;
import dev.holdfast.migration.statement.StatementClassifier;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

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
        List<String> unknowns = plan.unknowns();
        if (!unknowns.isEmpty() && policy.unknownAllowedBecause().isEmpty()) {
            return new Refused(
                    Reason.UNKNOWN_STATEMENT,
                    "every statement must be understood, but " + unknowns.size() + " is not; the first is "
                            + unknowns.get(0) + ": rewrite it, or call allowUnknown with a reason");
        }
        List<Decision> decisions = decisions(unknowns);
        return mode.fold(
                clone -> new CloneRehearsal(subject, clone.databases(), policy, clock).rehearse(plan, decisions),
                live -> new LiveRehearsal(subject.dataSource(), live.allowance(), subject.scope(), clock)
                        .rehearse(plan, decisions));
    }

    private List<Decision> decisions(List<String> unknowns) {
        List<Decision> decisions = new ArrayList<>();
        policy.unknownAllowedBecause()
                .ifPresent(because -> unknowns.forEach(unknown -> decisions.add(
                        new Decision("rehearsed although unknown: " + unknown, "", because, clock.instant()))));
        return decisions;
    }
}
