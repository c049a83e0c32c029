package dev.holdfast.auth.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.AuthSchema;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.SchemaScript;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;

class ThrottleSchemaTest {
    private static final Map<DataType<?>, String> TYPES = Map.of(
            SQLDataType.UUID,
            "uuid",
            SQLDataType.CLOB,
            "text",
            SQLDataType.INTEGER,
            "int4",
            SQLDataType.BOOLEAN,
            "bool",
            SQLDataType.BLOB,
            "bytea",
            SQLDataType.INSTANT,
            "timestamptz");

    @Test
    void columns_afterTheModulesDdl_equalTheConstants() throws SQLException {
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase()) {
            database.execute(AuthSchema.module().ddl(Namespace.defaults()));
            assertThat(columns(database, "login_bucket")).isEqualTo(expected(ThrottleTable.BUCKETS));
            assertThat(columns(database, "login_place")).isEqualTo(expected(ThrottleTable.PLACES));
        }
    }

    @Test
    void script_inAnotherNamespace_carriesThePrefixEverywhereAndComesOffAgain() throws SQLException {
        Namespace namespace = new Namespace("elsewhere", "hf_");
        SchemaScript script = AuthSchema.module().scripts().stream()
                .filter(candidate -> candidate.version().equals("005"))
                .findFirst()
                .orElseThrow();
        String names = "SELECT relname FROM pg_class WHERE relnamespace = 'elsewhere'::regnamespace"
                + " UNION SELECT conname FROM pg_constraint WHERE connamespace = 'elsewhere'::regnamespace";
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase()) {
            database.execute("CREATE SCHEMA elsewhere");
            database.execute(namespace.fill(script.up()));
            assertThat(database.queryStrings(names))
                    .contains("hf_login_bucket", "hf_login_place", "hf_login_bucket_empty_ix")
                    .allMatch(name -> name.startsWith("hf_login_"));
            database.execute(namespace.fill(script.undo()));
            assertThat(database.queryStrings(names)).isEmpty();
        }
    }

    private static List<String> expected(List<Field<?>> fields) {
        return fields.stream()
                .map(field -> field.getName() + " " + TYPES.get(field.getDataType()))
                .toList();
    }

    private static List<String> columns(TestDatabase database, String table) throws SQLException {
        return database.queryStrings("SELECT column_name || ' ' || udt_name FROM information_schema.columns"
                + " WHERE table_schema = 'holdfast' AND table_name = '" + table + "' ORDER BY ordinal_position");
    }
}
