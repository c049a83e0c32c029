package dev.holdfast.auth.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.AuthSchema;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.SchemaScript;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class LoginSchemaTest {
    @Test
    void script_inAnotherNamespace_makesTheColumnsAndComesOffAgain() throws SQLException {
        Namespace namespace = new Namespace("elsewhere", "hf_");
        SchemaScript script = AuthSchema.module().scripts().stream()
                .filter(candidate -> candidate.version().equals("008"))
                .findFirst()
                .orElseThrow();
        String names = "SELECT relname FROM pg_class WHERE relnamespace = 'elsewhere'::regnamespace"
                + " UNION SELECT conname FROM pg_constraint WHERE connamespace = 'elsewhere'::regnamespace";
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase()) {
            database.execute("CREATE SCHEMA elsewhere");
            database.execute(namespace.fill(script.up()));

            assertThat(database.queryStrings(
                            "SELECT column_name || ' ' || data_type || ' ' || is_nullable FROM information_schema.columns"
                                    + " WHERE table_schema = 'elsewhere' AND table_name = 'hf_login_challenge'"
                                    + " ORDER BY ordinal_position"))
                    .isEqualTo(Challenges.Sql.COLUMNS);
            assertThat(database.queryStrings(names))
                    .isNotEmpty()
                    .allMatch(name -> name.startsWith("hf_login_challenge"));

            database.execute(namespace.fill(script.undo()));
            assertThat(database.queryStrings(names)).isEmpty();
        }
    }
}
