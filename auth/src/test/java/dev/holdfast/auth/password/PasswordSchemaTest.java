package dev.holdfast.auth.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.AuthDatabase;
import dev.holdfast.auth.TableColumns;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class PasswordSchemaTest {
    @Test
    void columns_afterTheModulesDdl_equalTheConstants() throws SQLException {
        try (TestDatabase database = AuthDatabase.create()) {
            assertThat(TableColumns.in(database, "password_history"))
                    .isEqualTo(TableColumns.of(PasswordHistory.COLUMNS));
        }
    }
}
