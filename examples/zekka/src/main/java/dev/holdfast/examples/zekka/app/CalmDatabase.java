package dev.holdfast.examples.zekka.app;

import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.migration.run.step.RunCourse;
import dev.holdfast.migration.run.step.RunStep;
import dev.holdfast.migration.run.step.StepOutcome;
import java.time.Duration;

/**
 * A preflight of Zekka's own: no run while somebody's transaction is open for long, since every concurrent index build waits
 * for it. Thread-safe.
 *
 * @param longest how long a transaction may have been open; at that length it is too long
 */
public record CalmDatabase(Duration longest) implements RunStep {
    private static final String LONG = """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
                AND xact_start <= clock_timestamp() - CAST(? AS double precision) * interval '1 second'""";

    @Override
    public StepOutcome take(RunCourse course) {
        long open = TransactionRunner.over(course.work().dataSource())
                .call(tx -> Long.parseLong(String.valueOf(tx.fetchValue(LONG, longest.toSeconds()))));
        return open == 0
                ? new StepOutcome.Passed("no transaction has been open for " + longest)
                : new StepOutcome.Refused(
                        "transactions open for " + longest + " or longer: " + open
                                + ", and index builds would wait for them",
                        "end them, or wait until they have ended, and run again");
    }
}
