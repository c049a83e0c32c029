package dev.holdfast.auth.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.admin.trigger.BreakGlass;
import dev.holdfast.auth.table.KeyColumn;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.tx.JoinTwin;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every method of the guard neither begins nor ends the host's transaction, and rolls back with it. */
class AdminJoinTest {
    private static final String USERS = "app.\"user\"";

    private AdminHost host;

    private interface Making extends Function<AdminHost, AdminChange> {}

    @BeforeEach
    void start() throws SQLException {
        host = AdminHost.start(new AdminHost.Shape(KeyColumn.Type.TEXT, false));
        host.add(1, "admin");
        host.add(2, "admin");
        host.add(3, "user");
        host.add(4, "user", "\"isActive\" = false");
        host.add(5, "admin", "admin_until = '2026-04-01T00:00:00Z'");
    }

    @AfterEach
    void close() {
        host.close();
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change("changeRole", at -> at.actor(1).changeRole(at.id(3), "admin")),
                change("disable", at -> at.actor(1).disable(at.id(2))),
                change("enable", at -> at.actor(1).enable(at.id(4))),
                change("delete", at -> at.actor(1).delete(at.id(2))),
                change("expire", at -> at.actor(1).expire(at.id(2), AdminHost.NOW.plus(Duration.ofDays(1)))),
                change("makeLasting", at -> at.actor(1).makeLasting(at.id(5))),
                change("transferMaster", at -> at.actor(1).transferMaster(at.id(2))));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void apply_rolledBack_joinedAndLeavesNothing(Making making) throws SQLException {
        appointFirst();
        AdminChange change = making.apply(host);

        GuardDecision decision =
                twin(USERS, "app.audit").writes(tx -> host.guard().apply(tx, change, host.grant(change)));

        assertThat(decision).isInstanceOf(GuardDecision.Applied.class);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void preview_joinedAndWritesNothing(Making making) throws SQLException {
        appointFirst();
        Optional<GuardDecision.Reason> broken =
                twin(USERS, "app.audit").reads(tx -> host.guard().preview(tx, making.apply(host)));

        assertThat(broken).isEmpty();
    }

    /** The denial is not among the tables looked at: it must stay. */
    @ParameterizedTest
    @MethodSource("changes")
    void apply_refused_joinedAndWritesNothing(Making making) throws SQLException {
        AdminChange byAUser = withoutRights(making.apply(host));

        GuardDecision decision = twin(USERS).reads(tx -> host.guard().apply(tx, byAUser, host.grant(byAUser)));

        assertThat(decision).isInstanceOf(GuardDecision.Refused.class);
        assertThat(host.audit()).hasSize(1);
    }

    @Test
    void appointMaster_rolledBack_joinedAndLeavesNothing() throws SQLException {
        MasterAppointment appointed =
                twin(USERS, "app.audit").writes(tx -> host.guard().appointMaster(tx));

        assertThat(appointed).isEqualTo(new MasterAppointment.Appointed(host.id(1)));
        appointFirst();
        MasterAppointment again =
                twin(USERS, "app.audit").reads(tx -> host.guard().appointMaster(tx));
        assertThat(again).isEqualTo(new MasterAppointment.AlreadyDone(host.id(1)));
    }

    @Test
    void breakGlass_rolledBack_joinedAndLeavesNothing() throws SQLException {
        BreakGlass breakGlass = new BreakGlass(Namespace.defaults(), host.trail());

        UUID opened = twin("holdfast.admin_break_glass", "app.audit")
                .writes(tx -> breakGlass.open(tx, Actor.user("operator"), "the only admin left"));

        assertThat(opened.version()).isEqualTo(7);
    }

    private void appointFirst() throws SQLException {
        host.database().execute(host.update(1, "is_master_admin = true"));
    }

    private JoinTwin twin(String... tables) {
        return JoinTwin.over(host.database().dataSource(), tables);
    }

    /** The same change, asked for by somebody who is no admin. */
    private AdminChange withoutRights(AdminChange change) {
        AdminActor user = host.actor(3);
        if (change instanceof AdminChange.RoleChange role) {
            return user.changeRole(role.targetId(), role.role());
        } else if (change instanceof AdminChange.EndChange end) {
            return new AdminChange.EndChange(user, end.targetId(), end.endsAt());
        }
        return new AdminChange.AccountChange(change.act(), user, change.targetId());
    }

    private static Arguments change(String name, Making making) {
        return Arguments.of(Named.of(name, making));
    }
}
