package dev.holdfast.auth.totp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.AuthDatabase;
import dev.holdfast.auth.TableColumns;
import dev.holdfast.auth.attempt.internal.AttemptTables;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class TotpSchemaTest {
    @Test
    void columns_afterTheModulesDdl_equalTheConstants() throws SQLException {
        try (TestDatabase database = AuthDatabase.create()) {
            assertThat(TableColumns.in(database, "totp_device")).isEqualTo(TableColumns.of(TotpTable.DEVICE));
            assertThat(TableColumns.in(database, "totp_attempt")).isEqualTo(TableColumns.of(AttemptTables.COLUMNS));
        }
    }
}
