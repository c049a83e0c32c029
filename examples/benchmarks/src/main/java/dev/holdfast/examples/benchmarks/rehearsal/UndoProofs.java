package dev.holdfast.examples.benchmarks.rehearsal;

import dev.holdfast.examples.benchmarks.harness.Checked;
import dev.holdfast.examples.benchmarks.harness.Contest;
import dev.holdfast.examples.benchmarks.harness.Goal;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.migration.undo.ProvingResult;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;

/** Proving the undo of pending migrations, beside running both scripts of each and comparing nothing. */
public final class UndoProofs {
    private UndoProofs() {}

    /** Sets the contest up; see {@link dev.holdfast.examples.benchmarks.harness.Bout.Setup}. */
    public static Contest contest(TestDatabase database, Scale scale, int threads) throws Exception {
        PendingSchema schema = PendingSchema.on(database, scale);
        List<String> ups = schema.ups();
        List<String> undos = schema.undos();
        return new Contest(
                        "prove an undo",
                        Goal.none(),
                        threads,
                        1,
                        List.of(
                                Checked.of(
                                        "up and undo in a transaction, comparing nothing",
                                        () -> () -> runs(database, ups, undos)),
                                Checked.of(
                                        "Holdfast proveUndo",
                                        () -> () -> proven(
                                                schema,
                                                schema.migrations(database.dataSource())
                                                        .proveUndo(Clock.systemUTC())))))
                .ofUnits(schema.pending())
                .on(schema.folder());
    }

    private static boolean proven(PendingSchema schema, ProvingResult result) {
        if (!result.isAllProven()) {
            throw new IllegalStateException("every undo must be proven: " + result);
        }
        return result.proofs().size() == schema.pending();
    }

    private static boolean runs(TestDatabase database, List<String> ups, List<String> undos) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < ups.size(); i++) {
                statement.execute(ups.get(i));
                Savepoint applied = connection.setSavepoint();
                statement.execute(undos.get(i));
                connection.rollback(applied);
            }
            connection.rollback();
            return ups.size() == undos.size();
        }
    }
}
