package dev.holdfast.auth.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.admin.GuardDecision.Applied;
import dev.holdfast.auth.admin.GuardDecision.Reason;
import dev.holdfast.auth.admin.GuardDecision.Refused;
import dev.holdfast.auth.stepup.GrantFixture;
import dev.holdfast.auth.stepup.PayloadDigest;
import dev.holdfast.auth.stepup.StepUpGrant;
import dev.holdfast.auth.stepup.StepUpSubject;
import dev.holdfast.core.event.Change;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What asks for more than an admin: the master admin, whom nobody touches, and acts that are proven by step-up. */
@ParameterizedClass
@MethodSource("shapes")
class AdminMasterTest {
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

    private static Refused refused(Reason reason) {
        return new Refused(reason);
    }

    @Test
    void transferMaster_byTheHolderWithStepUp_movesTheFlag() throws SQLException {
        host.add(1, "admin", "is_master_admin = true");
        host.add(2, "admin");
        AdminChange change = host.actor(1).transferMaster(host.id(2));

        assertThat(host.applyProven(change))
                .isEqualTo(new Applied(List.of(new Change("master_admin", host.id(1), host.id(2)))));
        assertThat(host.user(1, "is_master_admin") + host.user(2, "is_master_admin"))
                .isEqualTo("ft");
        assertThat(host.applyProven(change)).isEqualTo(refused(Reason.NOT_THE_MASTER));
        assertThat(host.audit())
                .containsExactly("admin.transfer_master SUCCESS", "admin.transfer_master DENIED not_the_master");
    }

    @Test
    void transferMaster_toWhoCannotBeMaster_isRefused() throws SQLException {
        host.add(1, "admin", "is_master_admin = true");
        host.add(2, "user");
        host.add(3, "admin", "\"isActive\" = false");
        host.add(4, "admin", "admin_until = '2027-01-01T00:00:00Z'");
        for (int target : List.of(2, 3, 4)) {
            assertThat(host.applyProven(host.actor(1).transferMaster(host.id(target))))
                    .isEqualTo(refused(Reason.TARGET_NOT_ADMIN));
        }
        assertThat(host.applyProven(host.actor(1).transferMaster(host.id(1)))).isEqualTo(refused(Reason.NO_CHANGE));
        assertThat(host.applyProven(host.actor(1).transferMaster(host.id(77)))).isEqualTo(refused(Reason.NOT_FOUND));
        assertThat(host.user(1, "is_master_admin")).isEqualTo("t");
    }

    @Test
    void apply_master_isKeptOnEveryPath() throws SQLException {
        host.add(1, "admin", "is_master_admin = true");
        host.add(2, "admin");
        for (int who = 1; who <= 2; who++) {
            AdminActor actor = host.actor(who);
            for (AdminChange change : List.of(
                    actor.changeRole(host.id(1), "user"),
                    actor.disable(host.id(1)),
                    actor.delete(host.id(1)),
                    actor.expire(host.id(1), AdminHost.NOW))) {
                assertThat(host.apply(change)).as("%s", change.act()).isEqualTo(refused(Reason.MASTER_ADMIN));
            }
        }
        assertThat(host.lastingAdmins()).isEqualTo(2);
    }

    @Test
    void apply_stepUp_hasToBeTheOneForThisChange() throws SQLException {
        host.add(1, "admin", "is_master_admin = true");
        host.add(2, "admin");
        host.add(3, "admin");
        AdminChange change = host.actor(1).transferMaster(host.id(2));
        StepUpSubject holder = new StepUpSubject(host.scope(), host.id(1), "session");
        StepUpSubject other = new StepUpSubject(host.scope(), host.id(3), "session");
        List<StepUpGrant> wrong = List.of(
                host.grant(host.actor(1).transferMaster(host.id(3))),
                host.grant(host.actor(1).disable(host.id(2))),
                GrantFixture.grant(holder, AdminAct.DELETE.stepUpAction(), change.payload()),
                GrantFixture.grant(holder, change.act().stepUpAction(), PayloadDigest.none()),
                GrantFixture.grant(other, change.act().stepUpAction(), change.payload()));
        for (StepUpGrant grant : wrong) {
            assertThat(host.runner().<GuardDecision>call(tx -> host.guard().apply(tx, change, grant)))
                    .isEqualTo(refused(Reason.STEP_UP_MISMATCH));
        }
        assertThat(host.apply(change)).isEqualTo(refused(Reason.STEP_UP_REQUIRED));
        assertThat(host.user(1, "is_master_admin")).isEqualTo("t");
        assertThat(host.audit())
                .contains("admin.transfer_master DENIED step_up_required")
                .hasSize(6);
    }

    @Test
    void apply_strictPolicy_asksForStepUpOnEveryAct() throws SQLException {
        host.add(1, "admin");
        host.add(2, "user");
        AdminGuard strict = host.guard(AdminPolicy.revoking((tx, user, reason) -> 0));
        AdminActor actor = host.actor(1);
        for (AdminChange change : List.of(
                actor.changeRole(host.id(2), "admin"),
                actor.disable(host.id(2)),
                actor.enable(host.id(2)),
                actor.delete(host.id(2)),
                actor.expire(host.id(2), AdminHost.NOW))) {
            assertThat(host.runner().<GuardDecision>call(tx -> strict.apply(tx, change)))
                    .isEqualTo(refused(Reason.STEP_UP_REQUIRED));
        }
        AdminChange grant = actor.changeRole(host.id(2), "admin");
        assertThat(host.runner().<GuardDecision>call(tx -> strict.apply(tx, grant, host.grant(grant))))
                .isInstanceOf(Applied.class);
    }
}
