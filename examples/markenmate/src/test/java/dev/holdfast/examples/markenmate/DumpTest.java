package dev.holdfast.examples.markenmate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.examples.markenmate.app.Database;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** PostgreSQL's own pg_dump agrees that the schema after the rollback is the one before. */
@Tag("tools")
class DumpTest {
    @Test
    void rollBack_schemaDump_isTheOneBefore() throws Exception {
        try (TestDatabase untouched = EmbeddedPostgres.shared().createDatabase();
                TestDatabase hardened = EmbeddedPostgres.shared().createDatabase()) {
            try (Connection connection = untouched.connect()) {
                SchemaBefore.load(connection);
            }
            ByteArrayOutputStream transcript = new ByteArrayOutputStream();
            int exitCode = Markenmate.harden(
                    new Database(hardened.jdbcUrl(), hardened.user(), hardened.password()),
                    new PrintStream(transcript, true, UTF_8),
                    (step, database) -> {});

            assertThat(exitCode).as(transcript.toString(UTF_8)).isZero();
            assertThat(dump(hardened))
                    .contains("CREATE TABLE public.token_lending")
                    .isEqualTo(dump(untouched));
        }
    }

    private static String dump(TestDatabase database) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        "pg_dump",
                        "--schema-only",
                        "--schema=public",
                        "--host=127.0.0.1",
                        "--port=" + database.server().port(),
                        "--username=" + database.user(),
                        database.name())
                .redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", database.password());
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        // Newer clients bracket the dump in a random key.
        return text.replaceAll("(?m)^\\\\(un)?restrict .*$", "");
    }
}
