package dev.holdfast.examples.benchmarks.rehearsal;

import dev.holdfast.examples.benchmarks.harness.Checked;
import dev.holdfast.examples.benchmarks.harness.Checked.Check;
import dev.holdfast.examples.benchmarks.harness.Contest;
import dev.holdfast.examples.benchmarks.harness.Goal;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.migration.rehearse.probe.TransactionProbe;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * Looking, after each statement of a transaction, at what it locked, wrote, scanned and rewrote. The figures are a
 * statement's, the probe's first look at the catalog included.
 */
public final class Probes {
    private static final int TABLES = 300;
    private static final int STATEMENTS = 60;
    private static final int OPERATIONS = 10;
    private static final double GOAL_NANOS = 2e6;

    private Probes() {}

    /** Sets the contest up; see {@link dev.holdfast.examples.benchmarks.harness.Bout.Setup}. */
    public static Contest contest(TestDatabase database, Scale scale, int threads) throws Exception {
        database.execute("DO $$ BEGIN FOR n IN 0.." + (TABLES - 1) + " LOOP EXECUTE 'CREATE TABLE t' || n"
                + " || ' (id int PRIMARY KEY, note text, price int)'; EXECUTE 'INSERT INTO t' || n"
                + " || ' SELECT i, i::text, i FROM generate_series(1, 100) i'; END LOOP; END $$");
        return new Contest(
                        "statement in a transaction",
                        Goal.overhead(GOAL_NANOS),
                        threads,
                        scale.perThread(OPERATIONS, threads),
                        List.of(
                                Checked.of("bare", () -> bare(database)),
                                Checked.of("Holdfast probe after each", () -> probed(database))))
                .ofUnits(STATEMENTS);
    }

    private static Check bare(TestDatabase database) {
        return () -> {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                for (int i = 0; i < STATEMENTS; i++) {
                    statement.execute(sql(i));
                }
                connection.rollback();
                return true;
            }
        };
    }

    private static Check probed(TestDatabase database) {
        return () -> {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                TransactionProbe probe = TransactionProbe.on(connection);
                connection.setAutoCommit(false);
                int seen = 0;
                for (int i = 0; i < STATEMENTS; i++) {
                    statement.execute(sql(i));
                    seen += observed(probe);
                }
                connection.rollback();
                return seen == STATEMENTS;
            }
        };
    }

    /** One when the statement's lock was seen. */
    private static int observed(TransactionProbe probe) throws SQLException {
        return probe.observe(Duration.ZERO).locks().isEmpty() ? 0 : 1;
    }

    /** Each on a table of its own, so that more and more is locked, as in a long migration. */
    private static String sql(int number) {
        String table = "t" + number;
        return switch (number % 6) {
            case 0 -> "ALTER TABLE " + table + " ADD COLUMN added text";
            case 1 -> "UPDATE " + table + " SET note = 'x' WHERE id > 50";
            case 2 -> "CREATE INDEX ON " + table + " (price)";
            case 3 -> "ALTER TABLE " + table + " ALTER COLUMN price TYPE bigint";
            case 4 -> "ALTER TABLE " + table + " ALTER COLUMN note SET NOT NULL";
            default -> "INSERT INTO " + table + " VALUES (1000, 'y', 1)";
        };
    }
}
