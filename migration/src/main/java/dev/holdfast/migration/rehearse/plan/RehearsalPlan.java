package dev.holdfast.migration.rehearse.plan;

import dev.holdfast.migration.sql.SqlStatement;
import dev.holdfast.migration.statement.StatementClass;
import dev.holdfast.migration.statement.effect.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What is pending, statement by statement, by the scripts' text alone: no database was asked.
 *
 * @param migrations what waits, in the order in which it will be applied
 */
public record RehearsalPlan(List<PlannedMigration> migrations) {
    /** Copies the list. */
    public RehearsalPlan {
        migrations = List.copyOf(migrations);
    }

    /**
     * Reads the scripts.
     *
     * @param pending what waits, in order
     * @param classifier says what a statement is
     * @return the plan
     */
    public static RehearsalPlan of(List<Candidate> pending, Function<SqlStatement, StatementClass> classifier) {
        return new RehearsalPlan(pending.stream()
                .map(candidate -> PlannedMigration.of(candidate, classifier))
                .toList());
    }

    /**
     * What reaches beyond its database: a scratch database is no cluster of its own, and it would happen for real there.
     *
     * @return one text each, with migration, statement and line; none when everything stays in its database
     */
    public List<String> reaching() {
        return migrations.stream()
                .flatMap(migration -> migration.statements().stream()
                        .filter(statement -> statement.reach() != Reach.DATABASE)
                        .map(statement -> migration.candidate().title() + " " + statement.place() + " "
                                + statement.reach().words()))
                .toList();
    }

    /**
     * What is not understood: statements that are unknown, and pieces of scripts that are no SQL.
     *
     * @return one text each, with migration and line; none when everything is understood
     */
    public List<String> unknowns() {
        List<String> unknowns = new ArrayList<>();
        for (PlannedMigration migration : migrations) {
            String title = migration.candidate().title();
            migration
                    .problems()
                    .forEach(problem -> unknowns.add(
                            title + (problem.line() == 0 ? "" : " line " + problem.line()) + ": " + problem.message()));
            migration
                    .statements()
                    .forEach(statement -> statement
                            .unknown()
                            .ifPresent(reason -> unknowns.add(
                                    title + " line " + statement.statement().line() + ": " + reason)));
        }
        return unknowns;
    }
}
