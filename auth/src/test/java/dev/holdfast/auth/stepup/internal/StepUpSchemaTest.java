package dev.holdfast.auth.stepup.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.auth.AuthDatabase;
import dev.holdfast.auth.TableColumns;
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
    private final TestDatabase database = AuthDatabase.create();

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
        assertThat(TableColumns.inFull(database, table)).isEqualTo(columns);
    }

    @Test
    void constraints_wrongRow_isRefused() throws SQLException {
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
