package dev.holdfast.auth.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.AuthDatabase;
import dev.holdfast.auth.TableColumns;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class LoginSchemaTest {
    @Test
    void columns_afterTheModulesDdl_equalTheConstants() throws SQLException {
        try (TestDatabase database = AuthDatabase.create()) {
            assertThat(TableColumns.inFull(database, Challenges.Sql.NAME)).isEqualTo(Challenges.Sql.COLUMNS);
        }
    }
}
