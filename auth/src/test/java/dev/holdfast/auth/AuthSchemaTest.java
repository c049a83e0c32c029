package dev.holdfast.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.SchemaScript;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each script of the module alone, in a namespace that a host chose. */
class AuthSchemaTest {
    private static final Namespace ELSEWHERE = new Namespace("elsewhere", "hf_");
    private static final String NAMES = "SELECT relname FROM pg_class WHERE relnamespace = 'elsewhere'::regnamespace"
            + " UNION SELECT conname FROM pg_constraint WHERE connamespace = 'elsewhere'::regnamespace"
            + " UNION SELECT proname FROM pg_proc WHERE pronamespace = 'elsewhere'::regnamespace";

    static List<SchemaScript> scripts() {
        return AuthSchema.module().scripts();
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void script_inAnotherNamespace_carriesThePrefixEverywhereAndComesOffAgain(SchemaScript script) throws SQLException {
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase()) {
            database.execute("CREATE SCHEMA elsewhere");

            database.execute(ELSEWHERE.fill(script.up()));
            assertThat(database.queryStrings(NAMES)).isNotEmpty().allMatch(name -> name.startsWith("hf_"));

            database.execute(ELSEWHERE.fill(script.undo()));
            assertThat(database.queryStrings(NAMES)).isEmpty();
        }
    }
}
