package dev.holdfast.auth.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.admin.trigger.AdminTriggers;
import dev.holdfast.auth.table.KeyColumn;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TableDirectoryTest extends AdminDirectoryContract {
    private AdminHost host;

    @BeforeEach
    void start() {
        host = AdminHost.start(new AdminHost.Shape(KeyColumn.Type.UUID, true));
    }

    @AfterEach
    void close() {
        host.close();
    }

    @Override
    protected AdminDirectory directory() {
        return AdminDirectory.of(host.table());
    }

    @Override
    protected TestDatabase database() {
        return host.database();
    }

    @Override
    protected String scope() {
        return host.scope();
    }

    @Override
    protected String ordinaryRole() {
        return "user";
    }

    @Override
    protected String add(int number, String role, boolean enabled) throws SQLException {
        host.add(number, role, "\"isActive\" = " + enabled);
        return host.id(number);
    }

    @Test
    void execute_amongManyUsers_scansNoTable() throws SQLException {
        host.add(1, "admin");
        host.add(2, "admin");
        host.database()
                .execute("INSERT INTO app.\"user\" (id, tenant_id, role) SELECT gen_random_uuid(), '" + host.scope()
                        + "', 'user' FROM generate_series(1, 20000)");
        host.database().execute(AdminTriggers.of(host.table()).script("2").up());
        host.database().execute("ANALYZE app.\"user\"");
        host.runner().run(tx -> {
            assertThat(directory().execute(tx, host.actor(1).disable(host.id(2)), AdminHost.NOW))
                    .isPresent();
            assertThat(directory()
                            .look(tx, host.actor(1).disable(host.id(2)), AdminHost.NOW)
                            .others())
                    .isOne();
            int unused = tx.execute("SET CONSTRAINTS ALL IMMEDIATE");
            assertThat(tx.fetchValue("SELECT seq_scan FROM pg_stat_xact_user_tables WHERE relname = 'user'"))
                    .isEqualTo(0L);
        });
    }
}
