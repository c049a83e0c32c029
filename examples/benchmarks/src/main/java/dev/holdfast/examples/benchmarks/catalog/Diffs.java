package dev.holdfast.examples.benchmarks.catalog;

import dev.holdfast.examples.benchmarks.harness.Checked;
import dev.holdfast.examples.benchmarks.harness.Contest;
import dev.holdfast.examples.benchmarks.harness.Goal;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.migration.snapshot.SchemaSnapshot;
import dev.holdfast.migration.snapshot.SnapshotScope;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.util.List;

/** Comparing two snapshots of several hundred tables, between which one column was added. */
public final class Diffs {
    private static final int TABLES = 400;
    private static final int OPERATIONS = 200;
    private static final double GOAL_NANOS = 5e6;

    private Diffs() {}

    /** Sets the contest up; see {@link dev.holdfast.examples.benchmarks.harness.Bout.Setup}. */
    public static Contest contest(TestDatabase database, Scale scale, int threads) throws Exception {
        int tables = scale.size(TABLES);
        LibrarySchema.fill(database, tables);
        SnapshotScope scope = SnapshotScope.of("public");
        SchemaSnapshot before = SchemaSnapshot.take(database.dataSource(), scope);
        database.execute("ALTER TABLE table_7 ADD COLUMN added text");
        SchemaSnapshot after = SchemaSnapshot.take(database.dataSource(), scope);
        return new Contest(
                "catalog diff, " + tables + " tables",
                Goal.nanos(GOAL_NANOS),
                threads,
                scale.perThread(OPERATIONS, threads),
                List.of(
                        Checked.of(
                                "printed texts, line by line",
                                () -> () -> !before.print()
                                        .lines()
                                        .toList()
                                        .equals(after.print().lines().toList())),
                        Checked.of(
                                "Holdfast",
                                () -> () -> before.diff(after).changes().size() == 1)));
    }
}
