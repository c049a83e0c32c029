package dev.holdfast.auth.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.auth.RevocationReason;
import dev.holdfast.auth.admin.GuardDecision.Applied;
import dev.holdfast.auth.admin.GuardDecision.Reason;
import dev.holdfast.auth.admin.GuardDecision.Refused;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.context.RequestScope;
import dev.holdfast.core.event.Change;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The guard alone, without triggers, over every shape of a host's table. */
@ParameterizedClass
@MethodSource("shapes")
class AdminGuardTest {
    private static final Duration HOUR = Duration.ofHours(1);

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
    void changeRole_grantAndDemotion_areAppliedAndRecorded() throws SQLException {
        host.add(1, "admin");
        host.add(2, "user");

        assertThat(host.apply(host.actor(1).changeRole(host.id(2), "admin")))
                .isEqualTo(new Applied(List.of(new Change("role", "user", "admin"))));
        assertThat(host.apply(host.actor(2).changeRole(host.id(1), "user"))).isInstanceOf(Applied.class);

        assertThat(host.user(1, "role")).isEqualTo("user");
        assertThat(host.user(2, "role")).isEqualTo("admin");
        assertThat(host.audit()).containsExactly("admin.change_role SUCCESS", "admin.change_role SUCCESS");
    }

    @Test
    void apply_lastAdmin_isKeptOnEveryPath() throws SQLException {
        host.add(1, "admin");
        host.add(2, "user");
        AdminActor self = host.actor(1);

        for (AdminChange change : List.of(
                self.changeRole(host.id(1), "user"),
                self.disable(host.id(1)),
                self.delete(host.id(1)),
                self.expire(host.id(1), AdminHost.NOW.plus(HOUR)))) {
            assertThat(host.apply(change)).as("%s", change.act()).isEqualTo(refused(Reason.LAST_ADMIN));
        }
        assertThat(host.lastingAdmins()).isEqualTo(1);
        assertThat(host.audit())
                .containsExactly(
                        "admin.change_role DENIED last_admin",
                        "admin.disable DENIED last_admin",
                        "admin.delete DENIED last_admin",
                        "admin.set_end DENIED last_admin");
    }

    @Test
    void apply_otherAdminsThatAreNotUsable_doNotCount() throws SQLException {
        host.add(1, "admin");
        host.add(2, "admin", "\"isActive\" = false");
        host.add(3, "admin", "admin_until = '2026-03-01T13:00:00Z'");
        host.add(4, "admin", "admin_until = '2026-03-01T11:00:00Z'");

        assertThat(host.apply(host.actor(1).changeRole(host.id(1), "user"))).isEqualTo(refused(Reason.LAST_ADMIN));
        assertThat(host.apply(host.actor(3).disable(host.id(1)))).isEqualTo(refused(Reason.LAST_ADMIN));
        assertThat(host.apply(host.actor(1).delete(host.id(3)))).isInstanceOf(Applied.class);
        assertThat(host.apply(host.actor(1).changeRole(host.id(2), "user"))).isInstanceOf(Applied.class);
    }

    @Test
    void changeRole_swapInOneTransaction_isApplied() throws SQLException {
        host.add(1, "admin");
        host.add(2, "user");
        host.runner().run(tx -> {
            assertThat(host.guard().apply(tx, host.actor(1).changeRole(host.id(2), "admin")))
                    .isInstanceOf(Applied.class);
            assertThat(host.guard().apply(tx, host.actor(1).changeRole(host.id(1), "user")))
                    .isInstanceOf(Applied.class);
        });
        assertThat(host.user(1, "role")).isEqualTo("user");
        assertThat(host.lastingAdmins()).isEqualTo(1);
    }

    @Test
    void apply_rolledBackByTheHost_leavesNothingButTheDenial() throws SQLException {
        host.add(1, "admin", "is_master_admin = true");
        host.add(2, "admin");
        AdminActor actor = host.actor(1);
        List<AdminChange> changes = List.of(
                actor.changeRole(host.id(2), "user"),
                actor.disable(host.id(2)),
                actor.expire(host.id(2), AdminHost.NOW),
                actor.delete(host.id(2)),
                actor.transferMaster(host.id(2)),
                actor.changeRole(host.id(1), "user"));
        for (AdminChange change : changes) {
            assertThatThrownBy(() -> host.runner().run(tx -> {
                        GuardDecision unused = host.guard().apply(tx, change, host.grant(change));
                        throw new IllegalStateException("the host fails");
                    }))
                    .hasMessage("the host fails");
        }
        assertThat(host.user(2, "role || \"isActive\" || is_master_admin || coalesce(admin_until::text, '-')"))
                .isEqualTo("admintruefalse-");
        assertThat(host.audit()).containsExactly("admin.change_role DENIED master_admin");
    }

    @Test
    void disableAndEnable_anotherAdmin_moveTheSwitch() throws SQLException {
        host.add(1, "admin");
        host.add(2, "admin");

        assertThat(host.apply(host.actor(1).enable(host.id(2)))).isEqualTo(refused(Reason.NO_CHANGE));
        assertThat(host.apply(host.actor(1).disable(host.id(2))))
                .isEqualTo(new Applied(List.of(new Change("enabled", "true", "false"))));
        assertThat(host.user(2, "\"isActive\"")).isEqualTo("f");
        assertThat(host.apply(host.actor(1).disable(host.id(2)))).isEqualTo(refused(Reason.NO_CHANGE));
        assertThat(host.apply(host.actor(1).enable(host.id(2))))
                .isEqualTo(new Applied(List.of(new Change("enabled", "false", "true"))));
        assertThat(host.user(2, "\"isActive\"")).isEqualTo("t");
        assertThat(host.audit()).contains("admin.disable FAILURE no_change");
    }

    @Test
    void delete_anotherAdmin_removesTheRow() throws SQLException {
        host.add(1, "admin");
        host.add(2, "admin");
        assertThat(host.apply(host.actor(1).delete(host.id(2)))).isInstanceOf(Applied.class);
        assertThat(host.user(2, "role")).isEqualTo("gone");
        assertThat(host.apply(host.actor(1).delete(host.id(2)))).isEqualTo(refused(Reason.NOT_FOUND));
    }

    @Test
    void expire_actorAtTheBoundary_isAnAdminUntilThatInstant() throws SQLException {
        host.add(1, "admin");
        host.add(2, "admin");
        host.add(3, "user");
        assertThat(host.apply(host.actor(1).expire(host.id(2), AdminHost.NOW.plus(HOUR))))
                .isInstanceOf(Applied.class);
        assertThat(host.apply(host.actor(1).expire(host.id(2), AdminHost.NOW.plus(HOUR))))
                .isEqualTo(refused(Reason.NO_CHANGE));

        host.clock().set(AdminHost.NOW.plus(HOUR).minusNanos(1000));
        assertThat(host.apply(host.actor(2).disable(host.id(3)))).isInstanceOf(Applied.class);
        // At the instant itself the role has ended.
        host.clock().set(AdminHost.NOW.plus(HOUR));
        assertThat(host.apply(host.actor(2).enable(host.id(3)))).isEqualTo(refused(Reason.NOT_AN_ADMIN));

        assertThat(host.apply(host.actor(1).makeLasting(host.id(2)))).isInstanceOf(Applied.class);
        assertThat(host.lastingAdmins()).isEqualTo(2);
    }

    @Test
    void changeRole_toOneself_isNoWayUp() throws SQLException {
        host.add(1, "admin", "admin_until = '2026-03-01T13:00:00Z'");
        host.add(2, "user");
        host.add(3, "admin");
        assertThat(host.apply(host.actor(2).changeRole(host.id(2), "admin"))).isEqualTo(refused(Reason.NOT_AN_ADMIN));
        assertThat(host.apply(host.actor(1).makeLasting(host.id(1)))).isEqualTo(refused(Reason.SELF_PROMOTION));
        assertThat(host.apply(host.actor(1).expire(host.id(1), AdminHost.NOW.plus(HOUR.multipliedBy(2)))))
                .isEqualTo(refused(Reason.SELF_PROMOTION));
        assertThat(host.apply(host.actor(1).expire(host.id(1), AdminHost.NOW.plus(HOUR.dividedBy(2)))))
                .isInstanceOf(Applied.class);
    }

    @Test
    void apply_actorWhoIsNotAUsableAdmin_isRefused() throws SQLException {
        host.add(1, "user");
        host.add(2, "admin", "\"isActive\" = false");
        host.add(3, "user");
        host.add(4, "admin");
        for (AdminActor actor : List.of(host.actor(1), host.actor(2), host.actor(77), nobody())) {
            assertThat(host.apply(actor.changeRole(host.id(3), "admin"))).isEqualTo(refused(Reason.NOT_AN_ADMIN));
        }
        assertThat(host.apply(host.actor(4).disable(host.id(77)))).isEqualTo(refused(Reason.NOT_FOUND));
        assertThat(host.apply(host.actor(4).disable(nobody().id()))).isEqualTo(refused(Reason.NOT_FOUND));
        assertThat(host.user(3, "role")).isEqualTo("user");
    }

    /** An id that the table's type cannot even hold, where it is not text. */
    private AdminActor nobody() {
        return new AdminActor(host.scope(), "' OR true --");
    }

    @Test
    void apply_otherTenant_isOutOfReachAndDoesNotCount() throws SQLException {
        if (!host.hasTenants()) {
            return;
        }
        host.add(1, "admin");
        host.addIn(host.otherScope(), 2, "admin");

        assertThat(host.apply(host.actor(1).disable(host.id(2)))).isEqualTo(refused(Reason.NOT_FOUND));
        assertThat(host.apply(host.actor(2).disable(host.id(1)))).isEqualTo(refused(Reason.NOT_AN_ADMIN));
        assertThat(host.apply(host.actor(1).disable(host.id(1)))).isEqualTo(refused(Reason.LAST_ADMIN));
    }

    @Test
    void apply_whatTakesRightsAway_revokesAndSaysWhy() throws SQLException {
        host.add(1, "admin");
        host.add(2, "user");
        List<String> revoked = new ArrayList<>();
        AdminGuard guard = host.guard(new AdminPolicy(
                (tx, user, reason) -> {
                    assertThat(user).isEqualTo(host.id(2));
                    revoked.add(reason.name());
                    return 3;
                },
                Set.of(AdminAct.TRANSFER_MASTER)));
        AdminActor actor = host.actor(1);
        for (AdminChange change : List.of(
                actor.changeRole(host.id(2), "admin"),
                actor.expire(host.id(2), AdminHost.NOW.plus(HOUR)),
                actor.disable(host.id(2)),
                actor.enable(host.id(2)),
                actor.disable(host.id(1)),
                actor.delete(host.id(2)))) {
            GuardDecision unused = host.runner().call(tx -> guard.apply(tx, change));
        }
        assertThat(revoked)
                .containsExactly(
                        RevocationReason.ROLE_CHANGED.name(),
                        RevocationReason.ROLE_CHANGED.name(),
                        RevocationReason.ACCOUNT_DISABLED.name(),
                        RevocationReason.ACCOUNT_DISABLED.name());
        assertThat(host.database().queryStrings("SELECT metadata::jsonb ->> 'revoked' FROM app.audit"))
                .contains("3");
    }

    @Test
    @SuppressWarnings("try") // the open scope works by being open
    void apply_record_namesActorOfTheChange() throws SQLException {
        host.add(1, "admin");
        host.add(2, "user");
        try (RequestScope scope = RequestScope.open(RequestContext.of(Actor.user("somebody-else")))) {
            assertThat(host.apply(host.actor(1).disable(host.id(2)))).isInstanceOf(Applied.class);
        }
        assertThat(host.database().queryStrings("SELECT actor || ' ' || target FROM app.audit"))
                .containsExactly(host.id(1) + " " + host.id(2));
    }

    @Test
    void preview_saysTheReasonAndWritesNothing() throws SQLException {
        host.add(1, "admin");
        host.add(2, "user");
        host.runner().run(tx -> {
            assertThat(host.guard().preview(tx, host.actor(1).disable(host.id(1))))
                    .contains(Reason.LAST_ADMIN);
            assertThat(host.guard().preview(tx, host.actor(1).changeRole(host.id(2), "admin")))
                    .isEmpty();
        });
        assertThat(host.user(2, "role")).isEqualTo("user");
        assertThat(host.audit()).isEmpty();
    }
}
