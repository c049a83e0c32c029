package dev.holdfast.examples.benchmarks.rehearsal;

import dev.holdfast.core.Namespace;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.examples.benchmarks.history.ScriptFolder;
import dev.holdfast.migration.MigrationSet;
import dev.holdfast.migration.Migrations;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.io.IOException;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A database with the migrations of some branches applied and more of them pending.
 *
 * @param database where
 * @param folder all migrations
 * @param pending how many of them are pending
 */
record PendingSchema(TestDatabase database, ScriptFolder folder, int pending) {
    private static final int APPLIED = 100;
    /** Twenty at full scale: a branch's scripts. */
    private static final int PENDING = 40;

    static PendingSchema on(TestDatabase database, Scale scale) throws IOException {
        int before = scale.size(APPLIED);
        int pending = Math.max(2, scale.perThread(PENDING, 1));
        PendingSchema schema = new PendingSchema(database, ScriptFolder.write(before + pending), pending);
        int applied = schema.migrations(database.dataSource())
                .migrateHostTo(String.valueOf(before))
                .applied()
                .size();
        if (applied != before) {
            throw new IllegalStateException("all but the last " + pending + " must be applied, applied " + applied);
        }
        return schema;
    }

    /** The texts of those pending. */
    List<String> ups() {
        return folder.scripts()
                .subList(folder.scripts().size() - pending, folder.scripts().size());
    }

    /** The texts of their undo files. */
    List<String> undos() {
        return folder.undos()
                .subList(folder.undos().size() - pending, folder.undos().size());
    }

    /** The migrations on this database, or on a copy. */
    Migrations migrations(DataSource where) {
        return Migrations.over(where, MigrationSet.in(Namespace.defaults()).withHost(folder.withUndoIn("public")));
    }

    /** Connects to another database of the server. */
    DataSource to(String name) {
        return new DriverManagerDataSource(database.server().jdbcUrl(name), database.user(), database.password());
    }
}
