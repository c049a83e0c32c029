package dev.holdfast.auth.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.AuthDatabase;
import dev.holdfast.auth.TableColumns;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class ThrottleSchemaTest {
    @Test
    void columns_afterTheModulesDdl_equalTheConstants() throws SQLException {
        try (TestDatabase database = AuthDatabase.create()) {
            assertThat(TableColumns.in(database, "login_bucket")).isEqualTo(TableColumns.of(ThrottleTable.BUCKETS));
            assertThat(TableColumns.in(database, "login_place")).isEqualTo(TableColumns.of(ThrottleTable.PLACES));
        }
    }
}
