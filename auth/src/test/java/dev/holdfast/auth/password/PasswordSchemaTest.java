package dev.holdfast.auth.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.AuthSchema;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.SchemaScript;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.util.Map;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;

class PasswordSchemaTest {
    private static final Map<DataType<?>, String> TYPES = Map.of(
            SQLDataType.CLOB,
            "text",
            SQLDataType.BIGINT,
            "int8",
            SQLDataType.BLOB,
            "bytea",
            SQLDataType.INSTANT,
            "timestamptz");

    @Test
    void script_inAnotherNamespace_hasTheConstantsColumnsAndComesOffAgain() throws SQLException {
        Namespace namespace = new Namespace("elsewhere", "hf_");
        SchemaScript script = AuthSchema.module().scripts().stream()
                .filter(candidate -> candidate.version().equals("004"))
                .findFirst()
                .orElseThrow();
        String names = "SELECT relname FROM pg_class WHERE relnamespace = 'elsewhere'::regnamespace"
                + " UNION SELECT conname FROM pg_constraint WHERE connamespace = 'elsewhere'::regnamespace";
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase()) {
            database.execute("CREATE SCHEMA elsewhere");
            database.execute(namespace.fill(script.up()));
            assertThat(database.queryStrings("SELECT column_name || ' ' || udt_name FROM information_schema.columns"
                            + " WHERE table_schema = 'elsewhere' ORDER BY ordinal_position"))
                    .isEqualTo(PasswordHistory.COLUMNS.stream()
                            .map(field -> field.getName() + " " + TYPES.get(field.getDataType()))
                            .toList());
            assertThat(database.queryStrings(names)).isNotEmpty().allMatch(name -> name.startsWith("hf_password_"));
            database.execute(namespace.fill(script.undo()));
            assertThat(database.queryStrings(names)).isEmpty();
        }
    }
}
