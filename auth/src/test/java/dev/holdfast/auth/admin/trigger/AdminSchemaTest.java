package dev.holdfast.auth.admin.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.AuthSchema;
import dev.holdfast.auth.admin.table.AdminTable;
import dev.holdfast.auth.table.KeyColumn;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.SchemaScript;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.Field;
import org.junit.jupiter.api.Test;

/** The tables are what the constants say, and the generated names hold whatever the host's table is called. */
class AdminSchemaTest {
    private static final Namespace ODD = new Namespace("evidence", "hf_prefix_of_16_");

    @Test
    void columns_afterMigrating_equalTheConstants() throws SQLException {
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase()) {
            database.execute(AuthSchema.module().ddl(ODD));
            assertThat(columns(database, AdminGuardTable.NAME))
                    .containsExactly(
                            described(AdminGuardTable.GUARD),
                            described(AdminGuardTable.SCOPE),
                            described(AdminGuardTable.ADMIN_COUNT));
            assertThat(columns(database, BreakGlassTable.NAME))
                    .containsExactlyElementsOf(Stream.of(
                                    BreakGlassTable.ID,
                                    BreakGlassTable.TRANSACTION_ID,
                                    BreakGlassTable.ACTOR_TYPE,
                                    BreakGlassTable.ACTOR_ID,
                                    BreakGlassTable.REASON,
                                    BreakGlassTable.OPENED_AT)
                            .map(AdminSchemaTest::described)
                            .toList());
            database.execute(AuthSchema.module().undoDdl(ODD));
            assertThat(database.queryLong(
                            "SELECT count(*) FROM pg_class WHERE relnamespace = 'evidence'::regnamespace"))
                    .isZero();
            assertThat(database.queryLong("SELECT count(*) FROM pg_proc WHERE pronamespace = 'evidence'::regnamespace"))
                    .isZero();
        }
    }

    private static List<String> columns(TestDatabase database, String table) throws SQLException {
        return database.queryStrings("SELECT column_name || ' ' || (CASE udt_name WHEN 'int4' THEN 'integer'"
                + " WHEN 'timestamptz' THEN 'timestamp with time zone' WHEN 'xid8' THEN 'text' ELSE udt_name END)"
                + " || ' ' || is_nullable FROM information_schema.columns WHERE table_name = '" + ODD.prefix() + table
                + "' ORDER BY ordinal_position");
    }

    private static String described(Field<?> field) {
        String type = field.getDataType().getTypeName().replace("clob", "text");
        return field.getName() + " " + type + " " + (field.getDataType().nullable() ? "YES" : "NO");
    }

    @Test
    void script_forTablesWithLongAndSimilarNames_appliesUndoesAndKeepsThemApart() throws SQLException {
        String longName = "Käufer und Verkäufer-".repeat(3).substring(0, 57);
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase()) {
            database.execute(AuthSchema.module().ddl(ODD));
            database.execute("CREATE SCHEMA a; CREATE SCHEMA a_b");
            List<AdminTable> tables = List.of(
                    table("a", "b_c"),
                    table("a_b", "c"),
                    table("a", longName),
                    table("a", longName + "!1".substring(1)));
            for (AdminTable table : tables) {
                database.execute("CREATE TABLE " + table.sql().table() + " (id text PRIMARY KEY, role text NOT NULL,"
                        + " active boolean NOT NULL, is_master_admin boolean NOT NULL)");
                database.execute(script(table).up());
            }
            // None was cut by the server, so none is longer than 63 bytes.
            for (AdminTable table : tables) {
                database.execute(script(table).undo());
            }
            assertThat(database.queryLong("SELECT count(*) FROM pg_trigger")).isZero();
        }
    }

    private static AdminTable table(String schema, String name) {
        return AdminTable.builder(schema, name, KeyColumn.text("id"))
                .activeWhen("active", true, false)
                .build();
    }

    private static SchemaScript script(AdminTable table) {
        return AdminTriggers.of(table).withNamespace(ODD).script("7.1");
    }

    @Test
    void names_atTheirLongest_have63Bytes() {
        AdminTable table = table("s".repeat(63), "t".repeat(63));
        Namespace longest = new Namespace("holdfast", "p".repeat(16));
        TriggerNames names = new TriggerNames(table, longest);
        assertThat(names.local("master_update")).hasSize(TriggerNames.MAX_BYTES);
        assertThat(names.function("master").substring("holdfast.".length()).length())
                .isLessThanOrEqualTo(TriggerNames.MAX_BYTES);
        SchemaScript script = script(table);
        assertThat(script.up() + script.undo()).doesNotContain("{", "}");
        assertThat(script.fileName()).isEqualTo("V7.1__guard_admins.sql");
    }
}
