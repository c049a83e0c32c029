package dev.holdfast.migration.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.migration.sql.TableName;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TenantDirectoryTest {
    private TestDatabase database;

    @BeforeEach
    void create() {
        database = EmbeddedPostgres.shared().createDatabase();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    /** The underscore is no wildcard. */
    @Test
    void startingWith_similarNames_areNotTaken() throws SQLException {
        database.execute(
                "CREATE SCHEMA tenant_2; CREATE SCHEMA tenant_10; CREATE SCHEMA tenantx3; CREATE SCHEMA tenant");
        TenantDirectory directory = TenantDirectory.startingWith(database.dataSource(), "tenant_");
        assertThat(directory.schemas()).containsExactly("tenant_10", "tenant_2");
    }

    @Nested
    class Given extends TenantDirectoryContract {
        @Override
        protected TenantDirectory holding(List<String> schemas) {
            return TenantDirectory.of(schemas);
        }
    }

    @Nested
    class Found extends TenantDirectoryContract {
        @Override
        protected TenantDirectory holding(List<String> schemas) {
            try {
                for (String schema : schemas) {
                    database.execute("CREATE SCHEMA IF NOT EXISTS " + TableName.quote(schema));
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return TenantDirectory.startingWith(database.dataSource(), "tenant_");
        }
    }
}
