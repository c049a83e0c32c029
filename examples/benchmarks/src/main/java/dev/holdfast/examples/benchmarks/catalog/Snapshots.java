package dev.holdfast.examples.benchmarks.catalog;

import dev.holdfast.examples.benchmarks.harness.Checked;
import dev.holdfast.examples.benchmarks.harness.Checked.Check;
import dev.holdfast.examples.benchmarks.harness.ClientProgram;
import dev.holdfast.examples.benchmarks.harness.Contest;
import dev.holdfast.examples.benchmarks.harness.Contestant;
import dev.holdfast.examples.benchmarks.harness.Goal;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.migration.snapshot.CatalogObject;
import dev.holdfast.migration.snapshot.SchemaSnapshot;
import dev.holdfast.migration.snapshot.SnapshotScope;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Taking a picture of the catalog, a connection for each as a run takes it. */
public final class Snapshots {
    private static final int OPERATIONS = 10;
    private static final int TABLES = 180;
    private static final int MANY_TABLES = 400;
    private static final double GOAL_NANOS = 80e6;
    /** No more than columns, indexes and constraints: what one would write by hand to compare two schemas. */
    private static final List<String> BY_HAND = List.of(
            "SELECT c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || a.attnotnull"
                    + " || coalesce(pg_get_expr(d.adbin, d.adrelid), '') FROM pg_class c JOIN pg_attribute a"
                    + " ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped LEFT JOIN pg_attrdef d"
                    + " ON d.adrelid = c.oid AND d.adnum = a.attnum WHERE c.relnamespace = 'public'::regnamespace",
            "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
            "SELECT conname || pg_get_constraintdef(oid) FROM pg_constraint"
                    + " WHERE connamespace = 'public'::regnamespace");

    private Snapshots() {}

    /** As many tables as a project of some years has. */
    public static Contest ofAProject(TestDatabase database, Scale scale, int threads) throws Exception {
        return contest(database, scale, scale.size(TABLES));
    }

    /** Several hundred tables. */
    public static Contest ofManyTables(TestDatabase database, Scale scale, int threads) throws Exception {
        return contest(database, scale, scale.size(MANY_TABLES));
    }

    private static Contest contest(TestDatabase database, Scale scale, int tables) throws Exception {
        LibrarySchema.fill(database, tables);
        Optional<ClientProgram> dump = dump(database);
        List<Contestant> contestants = new ArrayList<>();
        contestants.add(Checked.of("JDBC, columns, indexes, constraints", () -> byHand(database, tables)));
        contestants.add(
                Checked.of("Holdfast, one schema", () -> snapshot(database, SnapshotScope.of("public"), tables)));
        contestants.add(Checked.of(
                "Holdfast, the whole database", () -> snapshot(database, SnapshotScope.everything(), tables)));
        dump.ifPresent(program -> contestants.add(Checked.of("pg_dump -s", () -> dumped(program, database, tables))));
        return new Contest(
                        "catalog snapshot, " + tables + " tables",
                        Goal.nanos(GOAL_NANOS),
                        1,
                        scale.perThread(OPERATIONS, 1),
                        contestants)
                .without(dump.isPresent() ? List.of() : List.of(ClientProgram.absent("pg_dump")));
    }

    /** One of an older version than the server's refuses it. */
    private static Optional<ClientProgram> dump(TestDatabase database) throws Exception {
        Optional<ClientProgram> found = ClientProgram.find("pg_dump");
        boolean isTooOld = found.isPresent()
                && found.get().majorVersion() < database.server().majorVersion();
        return isTooOld ? Optional.empty() : found;
    }

    /** Eight columns a table, those of its indexes and of views; indexes of keys, of one more column and of days. */
    private static Check byHand(TestDatabase database, int tables) {
        return () -> {
            int read = 0;
            for (String query : BY_HAND) {
                read += database.queryStrings(query).size();
            }
            return read > 16 * tables;
        };
    }

    private static Check snapshot(TestDatabase database, SnapshotScope scope, int tables) {
        return () -> SchemaSnapshot.take(database.dataSource(), scope).definitions().keySet().stream()
                        .filter(object -> object.kind() == CatalogObject.Kind.TABLE)
                        .count()
                == tables;
    }

    private static Check dumped(ClientProgram program, TestDatabase database, int tables) {
        return () -> program.run(database, "", List.of("-s"))
                        .lines()
                        .filter(line -> line.startsWith("CREATE TABLE "))
                        .count()
                == tables;
    }
}
