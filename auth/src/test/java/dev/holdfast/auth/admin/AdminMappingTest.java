package dev.holdfast.auth.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.AuthDatabase;
import dev.holdfast.auth.Revocation;
import dev.holdfast.auth.admin.GuardDecision.Applied;
import dev.holdfast.auth.admin.GuardDecision.Reason;
import dev.holdfast.auth.admin.GuardDecision.Refused;
import dev.holdfast.auth.admin.table.AdminTable;
import dev.holdfast.auth.admin.trigger.AdminTriggers;
import dev.holdfast.auth.table.KeyColumn;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.event.Change;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.MutableClock;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A table with levels, two admin roles in an enum, two signs of an active account and a mark instead of a removal; triggers
 * installed.
 */
class AdminMappingTest {
    private static final AdminTable TABLE = AdminTable.builder("public", "Staff", KeyColumn.bigint("id"))
            .role("role", "owner", "admin")
            .master("isMaster")
            .activeWhenNull("disabledAt")
            .activeWhen("status", "it's fine", "gone")
            .level("level")
            .createdAt("createdAt")
            .deletedAt("deletedAt")
            .build();

    private TestDatabase database;
    private AdminGuard guard;

    @BeforeEach
    void start() throws SQLException {
        database = AuthDatabase.create();
        database.execute("CREATE TYPE staff_role AS ENUM ('owner', 'admin', 'editor', 'user');"
                + " CREATE TABLE \"Staff\" (id integer PRIMARY KEY, role staff_role NOT NULL, \"isMaster\" boolean,"
                + " \"disabledAt\" timestamptz, status varchar(20) NOT NULL DEFAULT 'it''s fine', level smallint,"
                + " \"createdAt\" timestamptz, \"deletedAt\" timestamptz)");
        database.execute(AdminTriggers.of(TABLE).script("1").up());
        MutableClock clock = MutableClock.at(AdminHost.NOW);
        guard = new AdminGuard(
                AdminDirectory.of(TABLE),
                AuditTrail.of(AuditSink.discarding(), AuditSink.discarding(), clock),
                clock,
                new AdminPolicy(Revocation.none(), Set.of(AdminAct.TRANSFER_MASTER)));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void add(int id, String role, int level) throws SQLException {
        database.execute("INSERT INTO \"Staff\" (id, role, level) VALUES (" + id + ", '" + role + "', " + level + ")");
    }

    private GuardDecision apply(AdminChange change) {
        return TransactionRunner.over(database.dataSource()).call(tx -> guard.apply(tx, change));
    }

    private static AdminActor actor(int id) {
        return AdminActor.of(Integer.toString(id));
    }

    @Test
    void changeRole_levels_holdOnBothSidesOfTheBoundary() throws SQLException {
        add(1, "admin", 50);
        add(2, "user", 0);
        add(3, "admin", 51);
        add(4, "admin", 50);

        assertThat(apply(actor(1).changeRole("2", "editor").withLevel(51)))
                .isEqualTo(new Refused(Reason.ABOVE_OWN_LEVEL));
        assertThat(apply(actor(1).changeRole("2", "editor").withLevel(50)))
                .isEqualTo(new Applied(List.of(new Change("role", "user", "editor"), new Change("level", "0", "50"))));
        assertThat(apply(actor(1).disable("3"))).isEqualTo(new Refused(Reason.ABOVE_OWN_LEVEL));
        assertThat(apply(actor(1).delete("3"))).isEqualTo(new Refused(Reason.ABOVE_OWN_LEVEL));
        assertThat(apply(actor(1).disable("4"))).as("one's own level").isInstanceOf(Applied.class);
        assertThat(apply(actor(1).enable("4"))).isInstanceOf(Applied.class);
        assertThat(apply(actor(1).changeRole("4", "user").withLevel(0))).isInstanceOf(Applied.class);
    }

    @Test
    void changeRole_ofOneself_neverUp() throws SQLException {
        add(1, "admin", 50);
        add(2, "admin", 50);
        assertThat(apply(actor(1).changeRole("1", "admin").withLevel(51)))
                .isEqualTo(new Refused(Reason.SELF_PROMOTION));
        assertThat(apply(actor(1).changeRole("1", "owner").withLevel(50)))
                .isEqualTo(new Refused(Reason.SELF_PROMOTION));
        assertThat(apply(actor(1).changeRole("1", "user").withLevel(51))).isEqualTo(new Refused(Reason.SELF_PROMOTION));
        assertThat(apply(actor(1).changeRole("1", "admin").withLevel(50))).isEqualTo(new Refused(Reason.NO_CHANGE));
        assertThat(apply(actor(1).changeRole("1", "admin").withLevel(49))).isInstanceOf(Applied.class);
        assertThat(database.queryLong("SELECT level FROM \"Staff\" WHERE id = 1"))
                .isEqualTo(49);
    }

    @Test
    void delete_withAMark_keepsTheRowAndForgetsTheAccount() throws SQLException {
        add(1, "owner", 50);
        add(2, "admin", 50);
        assertThat(apply(actor(1).delete("2"))).isInstanceOf(Applied.class);
        assertThat(database.queryStrings("SELECT \"deletedAt\" = '2026-03-01T12:00:00Z' FROM \"Staff\" WHERE id = 2"))
                .containsExactly("t");
        assertThat(apply(actor(1).delete("2"))).isEqualTo(new Refused(Reason.NOT_FOUND));
        assertThat(apply(actor(2).disable("1"))).isEqualTo(new Refused(Reason.NOT_AN_ADMIN));
        assertThat(apply(actor(1).delete("1"))).isEqualTo(new Refused(Reason.LAST_ADMIN));
    }

    @Test
    void disable_byTime_movesTheFirstSignOnly() throws SQLException {
        add(1, "owner", 50);
        add(2, "admin", 50);
        assertThat(apply(actor(1).disable("2"))).isInstanceOf(Applied.class);
        assertThat(database.queryStrings("SELECT \"disabledAt\" = '2026-03-01T12:00:00Z' AND status = 'it''s fine'"
                        + " FROM \"Staff\" WHERE id = 2"))
                .containsExactly("t");
        database.execute("UPDATE \"Staff\" SET status = 'gone' WHERE id = 2");
        assertThat(apply(actor(1).enable("2"))).isInstanceOf(Applied.class);
        assertThat(apply(actor(1).disable("1"))).as("the other is gone").isEqualTo(new Refused(Reason.LAST_ADMIN));
    }

    @Test
    void appointMaster_equalDates_takesTheLeastId() throws SQLException {
        add(10, "admin", 0);
        add(9, "admin", 0);
        add(8, "user", 0);
        add(7, "admin", 0);
        add(6, "admin", 0);
        database.execute("UPDATE \"Staff\" SET \"createdAt\" = '2020-01-01Z' WHERE id IN (9, 10);"
                + " UPDATE \"Staff\" SET \"createdAt\" = '2019-01-01Z' WHERE id = 8;"
                + " UPDATE \"Staff\" SET \"createdAt\" = '2019-01-01Z', \"disabledAt\" = '2020-01-01Z' WHERE id = 7");
        TransactionRunner runner = TransactionRunner.over(database.dataSource());
        assertThat(runner.<MasterAppointment>call(guard::appointMaster))
                .isEqualTo(new MasterAppointment.Appointed("9"));
        assertThat(runner.<MasterAppointment>call(guard::appointMaster))
                .isEqualTo(new MasterAppointment.AlreadyDone("9"));
    }

    @Test
    void appointMaster_withoutAdmin_saysSo() throws SQLException {
        add(1, "user", 0);
        MasterAppointment end = TransactionRunner.over(database.dataSource()).call(guard::appointMaster);
        assertThat(end).isEqualTo(new MasterAppointment.NoAdmin());
        assertThat(end.<String>fold(id -> id, () -> "none", () -> "conflict")).isEqualTo("none");
    }

    @Test
    void apply_numberBeyondTheColumn_isAnIdThatNobodyHas() throws SQLException {
        add(1, "owner", 100);
        add(2, "admin", 50);
        List<GuardDecision> decisions = TransactionRunner.over(database.dataSource())
                .call(tx -> List.of(
                        guard.apply(tx, AdminActor.of("1").disable("3000000000")),
                        guard.apply(tx, AdminActor.of("3000000000").disable("2")),
                        guard.apply(tx, AdminActor.of("1").delete("-9223372036854775808")),
                        // The transaction is alive.
                        guard.apply(tx, AdminActor.of("1").disable("2"))));
        assertThat(decisions)
                .startsWith(
                        new Refused(Reason.NOT_FOUND), new Refused(Reason.NOT_AN_ADMIN), new Refused(Reason.NOT_FOUND))
                .last()
                .isInstanceOf(Applied.class);
    }
}
