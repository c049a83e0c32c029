package dev.holdfast.examples.zekka.step;

import dev.holdfast.migration.rehearse.plan.PlannedMigration;
import dev.holdfast.migration.rehearse.plan.PlannedStatement;
import dev.holdfast.migration.rehearse.plan.RehearsalPlan;
import java.util.List;

/** Says what would be done, and does nothing. */
public final class Plan implements Step<Host> {
    @Override
    public String title() {
        return "Plan: statement by statement, with the locks to be expected";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        RehearsalPlan plan = host.migrations().plan();
        for (PlannedMigration migration : plan.migrations()) {
            transcript.found(
                    "%s: %d statements, %d of them refuse a transaction",
                    migration.candidate().title(),
                    migration.statements().size(),
                    migration.endingTransactions().size());
        }
        transcript.expect("statements that nobody can judge", List.of(), plan.unknowns());
        PlannedMigration last = plan.migrations().get(plan.migrations().size() - 1);
        last.statements().stream()
                .map(PlannedStatement::expectedLocks)
                .forEach(locks -> transcript.found("%s", String.join(", ", locks)));
        transcript.expect(
                "steps of 003 outside of a transaction",
                3,
                last.endingTransactions().size());
        transcript.because(
                "more time for a slow migration keeps its locks longer; these block neither readers nor writers");
        transcript.expect(
                "what the plan changed in the schema",
                List.of(),
                host.before().schema().diff(host.look().schema()).changes());
    }
}
