package dev.holdfast.auth.stepup.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.auth.AuthSchema;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.SchemaScript;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StepUpSchemaTest {
    private final TestDatabase database = EmbeddedPostgres.shared().createDatabase();

    @AfterEach
    void close() {
        database.close();
    }

    static Stream<Arguments> tables() {
        return Stream.of(
                Arguments.of(StepUpTokenTable.NAME, StepUpTokenTable.COLUMNS),
                Arguments.of(StepUpJtiTable.NAME, StepUpJtiTable.COLUMNS),
                Arguments.of(StepUpRevocationTable.NAME, StepUpRevocationTable.COLUMNS));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void table_afterItsScript_isAsTheConstantsSay(String table, List<String> columns) throws SQLException {
        database.execute(AuthSchema.module().ddl(Namespace.defaults()));

        assertThat(database.queryStrings(
                        "select column_name || ' ' || data_type || ' ' || is_nullable from information_schema.columns"
                                + " where table_schema = 'holdfast' and table_name = '" + table
                                + "' order by ordinal_position"))
                .isEqualTo(columns);
    }

    @Test
    void undo_withPrefix_leavesNothing() throws SQLException {
        Namespace namespace = Namespace.defaults().withSchema("app").withPrefix("hf_");
        SchemaScript script = AuthSchema.module().scripts().get(0);
        database.execute("create schema app; " + namespace.fill(script.up()));
        assertThat(database.queryLong("select count(*) from pg_class where relname like 'hf\\_step\\_up\\_%'"
                        + " and relnamespace = 'app'::regnamespace"))
                .isEqualTo(11);

        database.execute(namespace.fill(script.undo()));

        assertThat(database.queryLong("select count(*) from pg_class where relnamespace = 'app'::regnamespace"))
                .isZero();
    }

    @Test
    void constraints_wrongRow_isRefused() throws SQLException {
        database.execute(AuthSchema.module().ddl(Namespace.defaults()));
        String row = "insert into holdfast.step_up_token values (gen_random_uuid(), decode(repeat('%s', %d), 'hex'),"
                + " 'k', '', 'u', 's', 'a', decode(repeat('00', 32), 'hex'), '{pwd}', 'acr', 1, now(), now(),"
                + " now() + interval '%s', %s)";
        database.execute(row.formatted("01", 32, "15 minutes", "null, null, null, null"));
        assertRefused(row.formatted("02", 31, "1 minute", "now(), null, null, null"), "step_up_token_hash_length");
        assertRefused(row.formatted("02", 32, "16 minutes", "now(), null, null, null"), "step_up_token_lifetime");
        assertRefused(row.formatted("02", 32, "0 minutes", "now(), null, null, null"), "step_up_token_lifetime");
        assertRefused(row.formatted("02", 32, "1 minute", "now(), now(), 'X', null"), "step_up_token_ended_once");
        assertRefused(row.formatted("02", 32, "1 minute", "null, now(), null, null"), "step_up_token_revoked_why");
        assertRefused(row.formatted("02", 32, "1 minute", "null, null, null, null"), "step_up_token_open");
        assertRefused(row.formatted("01", 32, "1 minute", "now(), null, null, null"), "step_up_token_hash");
    }

    private void assertRefused(String sql, String constraint) {
        assertThatThrownBy(() -> database.execute(sql))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("\"" + constraint + "\"");
    }
}
