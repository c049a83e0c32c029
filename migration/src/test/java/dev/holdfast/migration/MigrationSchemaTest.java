package dev.holdfast.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Namespace;
import dev.holdfast.migration.snapshot.SchemaSnapshot;
import dev.holdfast.migration.snapshot.SnapshotScope;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
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
            assertThat(migrations.migrate().applied()).hasSize(1);
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
}
