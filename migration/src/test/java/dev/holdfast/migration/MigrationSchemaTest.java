package dev.holdfast.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.SchemaScript;
import dev.holdfast.migration.proof.UndoPair;
import dev.holdfast.migration.proof.UndoPicture;
import dev.holdfast.migration.proof.UndoProof;
import dev.holdfast.migration.proof.UndoProver;
import dev.holdfast.migration.proof.UndoVerdict;
import dev.holdfast.migration.script.ScriptFile;
import dev.holdfast.migration.snapshot.SchemaSnapshot;
import dev.holdfast.migration.snapshot.SnapshotScope;
import dev.holdfast.migration.undo.RemovalResult;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrationSchemaTest {
    @ParameterizedTest
    @CsvSource({"holdfast, ''", "other, hf_"})
    void ddl_printed_isWhatMigrateCreatesAndUndoTakesBack(String schema, String prefix) throws Exception {
        Namespace namespace = new Namespace(schema, prefix);
        SnapshotScope scope = SnapshotScope.of(schema, schema + "_" + prefix + "backup")
                .ignoring(schema + "." + prefix + "schema_history_migration");
        try (TestDatabase printed = EmbeddedPostgres.shared().createDatabase();
                TestDatabase migrated = EmbeddedPostgres.shared().createDatabase()) {
            SchemaSnapshot before = SchemaSnapshot.take(migrated.dataSource(), scope);
            printed.execute(MigrationSchema.module().ddl(namespace));
            Migrations migrations =
                    Samples.over(migrated, MigrationSet.in(namespace).withModules(MigrationSchema.module()));
            assertThat(migrations.migrate().applied())
                    .hasSameSizeAs(MigrationSchema.module().scripts());
            SchemaSnapshot after = SchemaSnapshot.take(migrated.dataSource(), scope);
            assertThat(SchemaSnapshot.take(printed.dataSource(), scope)
                            .diff(after)
                            .print())
                    .isEmpty();
            assertThat(after.definitions()).hasSizeGreaterThan(20);
            assertThat(migrations.remove("migration")).isInstanceOf(RemovalResult.Removed.class);
            assertThat(before.diff(SchemaSnapshot.take(migrated.dataSource(), scope))
                            .print())
                    .isEmpty();
            printed.execute(MigrationSchema.module().undoDdl(namespace) + "DROP SCHEMA " + schema);
        }
    }

    /** The module's own scripts need no entry in the ledger: this is their proof. */
    @ParameterizedTest
    @CsvSource({"holdfast, ''", "other, hf_"})
    void undo_everyScript_isExact(String schema, String prefix) throws Exception {
        Namespace namespace = new Namespace(schema, prefix);
        UndoProver prover = UndoProver.of(SnapshotScope.everything(), schema, Clock.systemUTC());
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase();
                Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("CREATE SCHEMA " + schema);
            for (SchemaScript script : MigrationSchema.module().scripts()) {
                ScriptFile up = new ScriptFile("memory", script.fileName(), namespace.fill(script.up()));
                ScriptFile down = new ScriptFile("memory", script.undoFileName(), namespace.fill(script.undo()));
                UndoPicture before = prover.picture(connection);
                assertThat(prover.run(connection, up)).isEmpty();
                UndoProof proof = prover.proveApplied(connection, before, new UndoPair(up, Optional.of(down)));
                assertThat(proof.verdict()).as(script.fileName()).isEqualTo(new UndoVerdict.Exact());
            }
        }
    }
}
