package dev.holdfast.examples.benchmarks.admin;

import dev.holdfast.auth.admin.table.AdminTable;
import dev.holdfast.auth.table.KeyColumn;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A host's accounts: a tenant for each contestant and thread, with a master, four more admins and 45 users. */
final class Accounts {
    static final AdminTable TABLE = AdminTable.builder("public", "account", KeyColumn.bigint("id"))
            .scope(KeyColumn.bigint("tenant_id"))
            .activeWhen("active", true, false)
            .createdAt("created_at")
            .build();

    private static final int ACTOR = 1;
    private static final int TARGET = 10;
    private static final int PER_CONTESTANT = 100;
    private static final int PER_TENANT = 1000;

    private Accounts() {}

    /** The tenant of a thread, and the accounts there that act and are acted on. */
    record Tenant(long id) {
        static Tenant of(int contestant, int thread) {
            return new Tenant((long) contestant * PER_CONTESTANT + thread);
        }

        long actor() {
            return id * PER_TENANT + ACTOR;
        }

        long target() {
            return id * PER_TENANT + TARGET;
        }
    }

    static void create(TestDatabase database, int contestants, int threads) throws SQLException {
        database.execute("CREATE TABLE account (id bigint PRIMARY KEY, tenant_id bigint NOT NULL, role text NOT NULL,"
                + " active boolean NOT NULL DEFAULT true, is_master_admin boolean NOT NULL,"
                + " created_at timestamptz NOT NULL DEFAULT clock_timestamp());"
                + " CREATE INDEX account_tenant ON account (tenant_id, role);"
                + " INSERT INTO account (id, tenant_id, role, is_master_admin) SELECT tenant * " + PER_TENANT + " + n,"
                + " tenant, CASE WHEN n < 5 THEN 'admin' ELSE 'user' END, n = 0"
                + " FROM generate_series(0, 49) n, (SELECT c * " + PER_CONTESTANT + " + t AS tenant"
                + " FROM generate_series(0, " + (contestants - 1) + ") c, generate_series(0, " + (threads - 1) + ") t)"
                + " tenants; ANALYZE account");
    }

    /** The roles of a contestant's targets, thread by thread. */
    static List<String> roles(TestDatabase database, int contestant, int threads) throws SQLException {
        List<String> roles = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            long target = Tenant.of(contestant, thread).target();
            roles.addAll(database.queryStrings("SELECT role FROM account WHERE id = " + target));
        }
        return roles;
    }
}
