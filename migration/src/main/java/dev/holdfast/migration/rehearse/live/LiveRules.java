package dev.holdfast.migration.rehearse.live;

import dev.holdfast.migration.rehearse.plan.PlannedMigration;
import dev.holdfast.migration.rehearse.plan.PlannedStatement;
import dev.holdfast.migration.rehearse.plan.RehearsalPlan;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Reason;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Refused;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** What may not be rehearsed on a live database; asked before the first statement runs. */
final class LiveRules {
    /** Each of them would meet the guard that keeps the transaction from committing, or take it away. */
    private static final Set<String> MEETS_THE_GUARD = Set.of("SET TRANSACTION", "SET CONSTRAINTS", "DISCARD");

    private final TableSizes sizes;

    LiveRules(TableSizes sizes) {
        this.sizes = sizes;
    }

    Optional<Refused> refusal(RehearsalPlan plan) throws SQLException {
        for (PlannedMigration migration : plan.migrations()) {
            Optional<Refused> refused = refusal(migration);
            if (refused.isPresent()) {
                return refused;
            }
        }
        return Optional.empty();
    }

    private Optional<Refused> refusal(PlannedMigration migration) throws SQLException {
        String title = migration.candidate().title();
        if (migration.candidate().up().isEmpty()) {
            return Optional.of(new Refused(
                    Reason.NOT_SQL, title + " is a class, which may end the transaction: rehearse in a clone"));
        }
        for (PlannedStatement statement : migration.statements()) {
            if (!statement.reach().isTakenBack()) {
                return Optional.of(new Refused(
                        Reason.LEAVES_THE_DATABASE,
                        title + " " + statement.place() + " "
                                + statement.reach().words()
                                + ", which no rollback takes back: rehearse on a server that is there for rehearsals"
                                + " alone"));
            }
        }
        for (PlannedStatement statement : migration.endingTransactions()) {
            return Optional.of(new Refused(
                    Reason.ENDS_TRANSACTION,
                    title + " " + statement.place()
                            + " does not run inside one transaction that is rolled back: rehearse in a clone"));
        }
        for (PlannedStatement statement : migration.statements()) {
            String place = title + " " + statement.place();
            if (MEETS_THE_GUARD.contains(statement.command())) {
                return Optional.of(new Refused(
                        Reason.ENDS_TRANSACTION,
                        place + " changes how the transaction ends, which is guarded here: rehearse in a clone"));
            }
            Optional<String> big = sizes.tooBigFor(statement);
            if (big.isPresent()) {
                return Optional.of(new Refused(
                        Reason.BIG_TABLE,
                        place + " would read or write a whole table, and " + big.get()
                                + ": rehearse in a clone, or raise the allowance"));
            }
        }
        return Optional.empty();
    }
}
