package dev.holdfast.auth.admin.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.auth.admin.AdminHost;
import dev.holdfast.auth.admin.AdminSqlState;
import dev.holdfast.auth.table.KeyColumn;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.context.Actor;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BreakGlassTest {
    private static final Actor OPERATOR = Actor.user("operator");

    private AdminHost host;
    private BreakGlass breakGlass;

    @BeforeEach
    void start() throws SQLException {
        host = AdminHost.start(new AdminHost.Shape(KeyColumn.Type.TEXT, false));
        breakGlass = new BreakGlass(Namespace.defaults(), host.trail());
        host.add(1, "admin", "is_master_admin = true");
        host.add(2, "user");
        TriggerHost.install(host);
    }

    @AfterEach
    void close() {
        host.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE app.\"user\" SET role = 'user', is_master_admin = false WHERE is_master_admin",
                "DELETE FROM app.\"user\" WHERE is_master_admin",
                "TRUNCATE app.\"user\""
            })
    void open_removalOfTheMasterAndLastAdmin_isPermittedAndRecorded(String sql) throws SQLException {
        host.runner().run(tx -> {
            UUID unused = breakGlass.open(tx, OPERATOR, "the only admin left the company");
            int unusedCount = tx.execute(sql);
        });
        assertThat(host.lastingAdmins()).isZero();
        assertThat(host.database()
                        .queryStrings("SELECT actor_type || ' ' || actor_id || ' ' || reason || ' '"
                                + " || (opened_at = '2026-03-01T12:00:00Z') FROM holdfast.admin_break_glass"))
                .containsExactly("USER operator the only admin left the company true");
        assertThat(host.database().queryStrings("SELECT action || ' ' || severity || ' ' || actor FROM app.audit"))
                .containsExactly("admin.break_glass CRITICAL operator");
        // Afterwards the first admin can be made again, and is guarded again.
        assertThat(TriggerHost.sqlState(host, host.insert("", 7, "admin"))).isEqualTo("ok");
        assertThat(TriggerHost.sqlState(host, host.delete(7))).isEqualTo(AdminSqlState.LAST_ADMIN);
    }

    @Test
    void setting_alone_opensNothing() throws SQLException {
        String forged = "SELECT set_config('holdfast.admin_break_glass', '" + UUID.randomUUID() + "', false)";
        assertThat(TriggerHost.sqlState(host, forged, host.delete(1))).isEqualTo(AdminSqlState.MASTER_ADMIN);
        assertThat(TriggerHost.sqlState(host, forged, "TRUNCATE app.\"user\"")).isEqualTo(AdminSqlState.LAST_ADMIN);
    }

    @Test
    void open_ofAnEarlierTransaction_opensNothingLater() throws SQLException {
        AtomicReference<UUID> id = new AtomicReference<>();
        host.runner().run(tx -> id.set(breakGlass.open(tx, OPERATOR, "rehearsal")));
        assertThat(TriggerHost.sqlState(host, host.delete(1))).isEqualTo(AdminSqlState.MASTER_ADMIN);
        assertThat(TriggerHost.sqlState(
                        host,
                        "SELECT set_config('holdfast.admin_break_glass', '" + id.get() + "', true)",
                        host.delete(1)))
                .isEqualTo(AdminSqlState.MASTER_ADMIN);
    }

    @Test
    void row_withoutTheSetting_opensNothing() throws SQLException {
        String row = "INSERT INTO holdfast.admin_break_glass VALUES (gen_random_uuid(), pg_current_xact_id(), 'USER',"
                + " 'op', 'why', '2026-01-01T00:00:00Z')";
        assertThat(TriggerHost.sqlState(host, row, host.delete(1))).isEqualTo(AdminSqlState.MASTER_ADMIN);
    }

    @Test
    void open_rolledBack_leavesNothing() throws SQLException {
        assertThatThrownBy(() -> host.runner().run(tx -> {
                    UUID unused = breakGlass.open(tx, OPERATOR, "a mistake");
                    int unusedCount = tx.execute(host.delete(1));
                    throw new IllegalStateException("the host fails");
                }))
                .hasMessage("the host fails");
        assertThat(host.database().queryLong("SELECT count(*) FROM holdfast.admin_break_glass"))
                .isZero();
        assertThat(host.audit()).isEmpty();
        assertThat(host.lastingAdmins()).isEqualTo(1);
    }

    @Test
    void open_badInput_isRefusedAndWritesNothing() throws SQLException {
        for (String reason : List.of("", "  ", "x".repeat(2001))) {
            assertThatThrownBy(() -> host.runner().run(tx -> {
                        UUID unused = breakGlass.open(tx, OPERATOR, reason);
                    }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("reason must");
        }
        assertThatThrownBy(() -> host.runner().run(tx -> {
                    UUID unused = breakGlass.open(tx, Actor.anonymous(), "why not");
                }))
                .hasMessage("actor must be somebody: break-glass is never opened anonymously");
        assertThat(host.database().queryLong("SELECT count(*) FROM holdfast.admin_break_glass"))
                .isZero();
    }
}
