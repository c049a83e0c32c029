package dev.holdfast.core.tx;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlStateTest {
    @ParameterizedTest
    @CsvSource({"40001, true", "40P01, true", "40002, false", "23505, false", "25P02, false", "57014, false"})
    void isConflict_state_isDecided(String state, boolean conflict) {
        Throwable wrapped = new IllegalStateException(new RuntimeException(new SQLException("failed", state)));
        assertThat(SqlState.of(wrapped)).contains(state);
        assertThat(SqlState.isConflict(wrapped)).isEqualTo(conflict);
        assertThat(SqlState.isConflict(DatabaseException.of("work", new SQLException("failed", state))))
                .isEqualTo(conflict);
    }

    @Test
    void of_stateBelowAStatelessOne_isFound() {
        SQLException outer = new SQLException("wrapped", new SQLException("failed", "40001"));
        assertThat(SqlState.of(outer)).contains("40001");
    }

    @Test
    void of_noSqlException_isEmpty() {
        assertThat(SqlState.of(new IllegalStateException("other"))).isEmpty();
        assertThat(SqlState.of(new IllegalStateException(new SQLException("no state"))))
                .isEmpty();
    }

    @Test
    void of_causesInACircle_ends() {
        Exception one = new Exception("one");
        Exception two = new Exception("two", one);
        one.initCause(two);
        assertThat(SqlState.of(one)).isEmpty();
    }

    @Test
    void databaseException_withoutState_saysNothingOfIt() {
        DatabaseException made = DatabaseException.of("work", new SQLException((String) null));
        assertThat(made).hasMessage("work: no message");
        assertThat(made.sqlState()).isEmpty();
    }
}
