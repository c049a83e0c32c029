package dev.holdfast.auth.admin.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.auth.admin.AdminChange;
import dev.holdfast.auth.admin.AdminHost;
import dev.holdfast.auth.admin.AdminSqlState;
import dev.holdfast.auth.admin.GuardDecision;
import dev.holdfast.auth.admin.GuardDecision.Reason;
import dev.holdfast.auth.admin.MasterAppointment;
import dev.holdfast.core.tx.DatabaseException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The triggers alone, against hand-written SQL, over every shape of a host's table. */
@ParameterizedClass
@MethodSource("shapes")
class AdminTriggersTest {
    private static final String LAST = AdminSqlState.LAST_ADMIN;
    private static final String MASTER = AdminSqlState.MASTER_ADMIN;

    @Parameter
    AdminHost.Shape shape;

    private AdminHost host;

    static Stream<AdminHost.Shape> shapes() {
        return AdminHost.Shape.all();
    }

    @BeforeEach
    void start() {
        host = AdminHost.start(shape);
    }

    @AfterEach
    void close() {
        host.close();
    }

    private String run(String... statements) throws SQLException {
        return TriggerHost.sqlState(host, statements);
    }

    @Test
    void rawSql_lastAdmin_isKeptOnEveryPath() throws SQLException {
        host.add(1, "admin");
        host.add(2, "user");
        TriggerHost.install(host);

        assertThat(run(host.update(1, "role = 'user'"))).isEqualTo(LAST);
        assertThat(run(host.update(1, "\"isActive\" = false"))).isEqualTo(LAST);
        assertThat(run(host.update(1, "admin_until = '2030-01-01T00:00:00Z'"))).isEqualTo(LAST);
        assertThat(run(host.delete(1))).isEqualTo(LAST);
        assertThat(run("TRUNCATE app.\"user\"")).isEqualTo(LAST);
        assertThat(run("TRUNCATE app.\"user\" CASCADE")).isEqualTo(LAST);
        assertThat(run("DELETE FROM app.\"user\"")).isEqualTo(LAST);
        assertThat(host.lastingAdmins()).isEqualTo(1);
        assertThat(run(host.update(1, "email = 'new@b.example'"))).isEqualTo("ok");
        assertThat(run(host.delete(2))).isEqualTo("ok");
    }

    @Test
    void rawSql_replicaRole_isRefusedAllTheSame() throws SQLException {
        host.add(1, "admin", "is_master_admin = true");
        TriggerHost.install(host);
        String replica = "SET LOCAL session_replication_role = replica";

        assertThat(run(replica, host.update(1, "role = 'user', is_master_admin = false")))
                .isEqualTo(MASTER);
        assertThat(run(replica, host.delete(1))).isEqualTo(MASTER);
        assertThat(run(replica, "TRUNCATE app.\"user\"")).isEqualTo(LAST);
        host.add(2, "admin");
        assertThat(run(replica, host.update(2, "role = 'user'"))).isEqualTo("ok");
        assertThat(host.lastingAdmins()).isEqualTo(1);
    }

    @Test
    void rawSql_lastAdminWithoutMaster_isKeptInReplicaRole() throws SQLException {
        host.add(1, "admin");
        TriggerHost.install(host);
        assertThat(run("SET LOCAL session_replication_role = replica", host.update(1, "role = 'user'")))
                .isEqualTo(LAST);
    }

    @Test
    void rawSql_master_isKeptOnEveryPath() throws SQLException {
        host.add(1, "admin", "is_master_admin = true");
        host.add(2, "admin");
        host.add(3, "user");
        TriggerHost.install(host);

        assertThat(run(host.update(1, "role = 'user'"))).isEqualTo(MASTER);
        assertThat(run(host.update(1, "\"isActive\" = false"))).isEqualTo(MASTER);
        assertThat(run(host.update(1, "admin_until = '2030-01-01T00:00:00Z'"))).isEqualTo(MASTER);
        assertThat(run(host.update(1, "is_master_admin = false"))).isEqualTo(MASTER);
        assertThat(run(host.delete(1))).isEqualTo(MASTER);
        assertThat(run(host.update(1, "id = '" + host.id(55) + "'"))).isEqualTo(MASTER);
        assertThat(run(host.update(3, "is_master_admin = true")))
                .as("a second one")
                .isNotEqualTo("ok");
        assertThat(run("UPDATE app.\"user\" SET is_master_admin = (id = '" + host.id(2) + "')"))
                .isNotEqualTo("ok");
        // Each flag by a statement of its own, as the unique index would allow it.
        assertThat(run(host.update(1, "is_master_admin = false"), host.update(2, "is_master_admin = true")))
                .isEqualTo(MASTER);
        assertThat(host.user(1, "role || \"isActive\" || is_master_admin")).isEqualTo("admintruetrue");
    }

    @Test
    void rawSql_announcedTransferWithoutSuccessor_isRefusedAtTheCommit() throws SQLException {
        host.add(1, "admin", "is_master_admin = true");
        host.add(2, "admin");
        TriggerHost.install(host);
        String announce = "SELECT set_config('holdfast.admin_transfer', '" + host.id(1) + "', true)";
        assertThat(run(announce, host.update(1, "is_master_admin = false"))).isEqualTo(MASTER);
        assertThat(run(announce, host.update(1, "role = 'user'"))).isEqualTo(MASTER);
        assertThat(run(announce, host.delete(1))).isEqualTo(MASTER);
    }

    @Test
    void rawSql_flagForWhoIsNoLastingAdmin_isRefused() throws SQLException {
        host.add(1, "admin");
        host.add(2, "user");
        TriggerHost.install(host);
        assertThat(run(host.update(2, "is_master_admin = true"))).isEqualTo(MASTER);
        assertThat(run(host.insert(host.scope(), 4, "user")
                        .replaceFirst("role", "is_master_admin, role")
                        .replaceFirst("'user'", "true, 'user'")))
                .isEqualTo(MASTER);
    }

    @Test
    void rawSql_swapInOneTransaction_passesInEitherOrder() throws SQLException {
        host.add(1, "admin");
        host.add(2, "user");
        TriggerHost.install(host);
        assertThat(run(host.update(1, "role = 'user'"), host.update(2, "role = 'admin'")))
                .isEqualTo("ok");
        assertThat(run(host.update(1, "role = 'admin'"), host.update(2, "role = 'user'")))
                .isEqualTo("ok");
        assertThat(host.lastingAdmins()).isEqualTo(1);
    }

    @Test
    void rawSql_tableWithoutAdmin_isLeftAlone() throws SQLException {
        host.add(1, "user");
        TriggerHost.install(host);
        assertThat(run("TRUNCATE app.\"user\"")).isEqualTo("ok");
        assertThat(run(host.insert(host.scope(), 1, "user"), host.delete(1))).isEqualTo("ok");
        assertThat(run(host.insert(host.scope(), 1, "admin"))).isEqualTo("ok");
        assertThat(run(host.delete(1))).isEqualTo(LAST);
    }

    @Test
    void rawSql_scopes_areKeptEachByItself() throws SQLException {
        if (!host.hasTenants()) {
            return;
        }
        host.add(1, "admin");
        host.add(2, "admin");
        TriggerHost.install(host);
        // A scope that appears after the triggers, and an admin who would leave theirs.
        host.addIn(host.otherScope(), 3, "admin");
        assertThat(run(host.update(3, "role = 'user'"))).isEqualTo(LAST);
        assertThat(run(host.update(3, "tenant_id = '" + host.scope() + "'"))).isEqualTo(LAST);
        assertThat(run(host.update(3, "tenant_id = NULL"))).isEqualTo(LAST);
        assertThat(run(host.update(2, "role = 'user'"))).isEqualTo("ok");
        assertThat(host.database()
                        .queryStrings("SELECT guard || ' ' || scope || ' ' || admin_count FROM holdfast.admin_guard"))
                .containsExactly("app.user " + host.scope() + " 1");
    }

    @Test
    void guard_overTheTriggers_changesTransfersAndAppoints() throws SQLException {
        host.add(1, "admin");
        host.add(2, "admin");
        host.add(3, "user");
        TriggerHost.install(host);
        assertThat(host.runner().<MasterAppointment>call(tx -> host.guard().appointMaster(tx, host.scope())))
                .isEqualTo(new MasterAppointment.Appointed(host.id(1)));
        for (AdminChange change : List.of(
                host.actor(1).transferMaster(host.id(2)),
                host.actor(2).changeRole(host.id(3), "admin"),
                host.actor(2).disable(host.id(3)),
                host.actor(2).delete(host.id(1)))) {
            assertThat(host.runner().<GuardDecision>call(tx -> host.guard().apply(tx, change, host.grant(change))))
                    .as("%s", change)
                    .isInstanceOf(GuardDecision.Applied.class);
        }
        assertThat(host.user(2, "is_master_admin")).isEqualTo("t");
        assertThat(host.lastingAdmins()).isEqualTo(1);
    }

    @Test
    void commit_refusedByTheTrigger_isRecognisable() throws SQLException {
        host.add(1, "admin");
        TriggerHost.install(host);
        assertThatThrownBy(() -> host.runner().run(tx -> {
                    int unused = tx.execute(host.update(1, "role = 'user'"));
                }))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("cannot remove the last admin of app.user")
                .hasMessageNotContaining("a@b.example")
                .satisfies(
                        failure -> assertThat(AdminSqlState.reasonOf(failure)).contains(Reason.LAST_ADMIN));
        assertThat(AdminSqlState.reasonOf(new SQLException("other", "23505"))).isEmpty();
    }

    @Test
    void apply_refusedByTheTrigger_isRefusedAndRecorded() throws SQLException {
        host.add(1, "admin");
        host.add(2, "admin");
        TriggerHost.install(host);
        // A host's own trigger does more than the guard was asked for: the database has the last word.
        host.database()
                .execute("CREATE FUNCTION app.also() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                        + " UPDATE app.\"user\" SET role = 'user' WHERE role = 'admin'; RETURN NULL; END $$;"
                        + " CREATE TRIGGER also AFTER UPDATE ON app.\"user\" FOR EACH ROW"
                        + " WHEN (OLD.\"isActive\" AND NOT NEW.\"isActive\") EXECUTE FUNCTION app.also()");
        GuardDecision decision;
        try (Connection connection = host.database().connect()) {
            connection.setAutoCommit(false);
            DSLContext tx = DSL.using(connection, SQLDialect.POSTGRES);
            int unused = tx.execute("SET CONSTRAINTS ALL IMMEDIATE");
            decision = host.guard().apply(tx, host.actor(1).disable(host.id(2)));
            connection.rollback();
        }
        assertThat(decision).isEqualTo(new GuardDecision.Refused(Reason.LAST_ADMIN));
        assertThat(host.audit()).containsExactly("admin.disable DENIED last_admin");
        assertThat(host.lastingAdmins()).isEqualTo(2);
    }

    @Test
    void rawSql_roleWithoutRightsOnHoldfastsSchema_isGuardedAndNotHindered() throws SQLException {
        host.add(1, "admin");
        host.add(2, "admin");
        TriggerHost.install(host);
        String role = "app_" + host.database().name();
        host.database()
                .execute("CREATE ROLE " + role + " LOGIN PASSWORD 'app'; GRANT USAGE ON SCHEMA app TO " + role
                        + "; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA app TO " + role);
        try (Connection app = host.database().dataSource(role, "app").getConnection()) {
            assertThat(TriggerHost.sqlState(app, "SELECT * FROM holdfast.admin_guard"))
                    .isEqualTo("42501");
            assertThat(TriggerHost.sqlState(app, "SELECT holdfast.admin_break_glass_is_open()"))
                    .isEqualTo("42501");
            assertThat(TriggerHost.sqlState(app, host.update(1, "role = 'user'")))
                    .isEqualTo("ok");
            assertThat(TriggerHost.sqlState(app, host.update(2, "role = 'user'")))
                    .isEqualTo(LAST);
            // A look-alike in a schema of the caller's own is not found: the search path is fixed.
            assertThat(TriggerHost.sqlState(
                            app,
                            "CREATE TEMP TABLE admin_break_glass (id uuid)",
                            "SET LOCAL search_path = pg_temp, app",
                            host.update(2, "role = 'user'")))
                    .isEqualTo(LAST);
        } finally {
            host.database().execute("DROP OWNED BY " + role + "; DROP ROLE " + role);
        }
    }

    @Test
    void undo_afterUse_leavesTheCatalogAsBefore() throws SQLException {
        String catalog = "SELECT tgname::text FROM pg_trigger UNION ALL SELECT proname::text FROM pg_proc WHERE"
                + " pronamespace IN ('app'::regnamespace, 'holdfast'::regnamespace)"
                + " UNION ALL SELECT conname::text FROM pg_constraint UNION ALL SELECT relname::text FROM pg_class"
                + " WHERE relnamespace IN ('app'::regnamespace, 'holdfast'::regnamespace) ORDER BY 1";
        host.add(1, "admin");
        host.add(2, "admin");
        List<String> before = host.database().queryStrings(catalog);
        TriggerHost.install(host);
        assertThat(run(host.update(1, "role = 'user'"))).isEqualTo("ok");
        assertThat(host.database().queryStrings(catalog)).hasSize(before.size() + 6 + 2 + 3 + 2);

        host.database().execute(TriggerHost.script(host).undo());

        assertThat(host.database().queryStrings(catalog)).isEqualTo(before);
        assertThat(host.database().queryLong("SELECT count(*) FROM holdfast.admin_guard"))
                .isZero();
        assertThat(run(host.update(2, "role = 'user'"))).isEqualTo("ok");
    }
}
