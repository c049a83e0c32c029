package dev.holdfast.auth.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.auth.Revocation;
import dev.holdfast.auth.admin.table.ActiveColumn;
import dev.holdfast.auth.admin.table.AdminTable;
import dev.holdfast.auth.table.KeyColumn;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.testkit.LeakProbe;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the guard is given wrongly, and what it says; and what it never says. */
class AdminInputTest {
    private static final AdminActor ACTOR = AdminActor.of("alice");

    static Stream<Arguments> badValues() {
        return Stream.of(
                bad("id must not be blank", () -> AdminActor.of(" ")),
                bad("id must have at most 200 characters, got 201", () -> AdminActor.of("x".repeat(201))),
                bad("scope must not be blank", () -> ACTOR.in(" ")),
                bad("targetId must not be blank", () -> ACTOR.disable("")),
                bad("targetId must have at most 200 characters, got 201", () -> ACTOR.delete("x".repeat(201))),
                bad("role must not be blank", () -> ACTOR.changeRole("bob", "")),
                bad("role must have at most 100 characters, got 101", () -> ACTOR.changeRole("bob", "r".repeat(101))),
                bad(
                        "level must be between 0 and 100, got 101",
                        () -> ACTOR.changeRole("bob", "user").withLevel(101)),
                bad(
                        "level must be between 0 and 100, got -1",
                        () -> ACTOR.changeRole("bob", "user").withLevel(-1)),
                bad(
                        "act SET_END needs a value, use AdminActor to make the change",
                        () -> new AdminChange.AccountChange(AdminAct.SET_END, ACTOR, "bob")),
                bad(
                        "TRANSFER_MASTER must need a step-up, whatever the policy",
                        () -> AdminPolicy.revoking(Revocation.none()).allowWithoutStepUp(AdminAct.TRANSFER_MASTER)),
                bad(
                        "table must be letters, digits, '_', '-' or spaces, got 'user\"; DROP'",
                        () -> AdminTable.builder("app", "user\"; DROP", KeyColumn.text("id"))
                                .activeWhenNull("x")
                                .build()),
                bad(
                        "number of active columns must be between 1 and 8, got 0",
                        () -> AdminTable.builder("app", "user", KeyColumn.text("id"))
                                .build()),
                bad(
                        "number of admin roles must be between 1 and 32, got 0",
                        () -> AdminTable.builder("app", "user", KeyColumn.text("id"))
                                .role("role")
                                .activeWhenNull("x")
                                .build()),
                bad("on and off of column x must differ, got both 1", () -> ActiveColumn.of("x", 1, 1)),
                bad(
                        "value must be a text, a whole number or a boolean, got a java.lang.Double",
                        () -> ActiveColumn.of("x", 1.5, 2)),
                bad("on and off of column x must both be given, or neither", () -> new ActiveColumn("x", true, null)));
    }

    private static Arguments bad(String message, Supplier<Object> call) {
        return arguments(message, call);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badValues")
    void value_outOfBounds_isRefused(String message, Supplier<Object> call) {
        assertThatThrownBy(call::get)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void apply_changeThatDoesNotFitTheTable_isRefusedAndWritesNothing() throws SQLException {
        try (AdminHost host = AdminHost.start(new AdminHost.Shape(KeyColumn.Type.TEXT, false))) {
            host.add(1, "admin");
            host.add(2, "user");
            AdminActor admin = host.actor(1);
            for (AdminChange change : List.of(
                    admin.changeRole(host.id(2), "admin").withLevel(5),
                    admin.in("acme").disable(host.id(2)))) {
                assertThatThrownBy(() -> host.runner().run(tx -> {
                            GuardDecision unused = host.guard().apply(tx, change);
                        }))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("must be given exactly where the table has a");
            }
            assertThat(host.user(2, "role || \"isActive\"")).isEqualTo("usertrue");
            assertThat(host.audit()).isEmpty();
        }
    }

    @Test
    void apply_withoutTransaction_isRefusedAndWritesNothing() throws SQLException {
        try (AdminHost host = AdminHost.start(new AdminHost.Shape(KeyColumn.Type.TEXT, false))) {
            host.add(1, "admin");
            host.add(2, "user");
            DSLContext autocommit = DSL.using(host.database().dataSource(), SQLDialect.POSTGRES);
            assertThatThrownBy(
                            () -> host.guard().apply(autocommit, host.actor(1).disable(host.id(2))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("autocommit");
            assertThat(host.user(2, "\"isActive\"")).isEqualTo("t");
        }
    }

    @Test
    void messages_ofFailuresAndRefusals_holdNoRowDataAndNoToken() throws SQLException {
        LeakProbe probe = new LeakProbe();
        String email = probe.secret("carol.secret@mail.example");
        try (AdminHost host = AdminHost.start(new AdminHost.Shape(KeyColumn.Type.UUID, true))) {
            host.add(1, "admin", "email = '" + email + "'");
            host.add(2, "user", "email = '" + email + "'");
            host.database()
                    .execute("CREATE TABLE app.child (parent uuid REFERENCES app.\"user\" (id));"
                            + " INSERT INTO app.child VALUES ('" + host.id(2) + "')");
            probe.secret(host.id(2));
            AdminChange change = host.actor(1).delete(host.id(2));
            assertThatThrownBy(() -> host.runner().run(tx -> {
                        GuardDecision unused = host.guard().apply(tx, change);
                    }))
                    .isInstanceOf(DatabaseException.class)
                    .satisfies(probe::assertNotIn);
            GuardDecision refused = host.runner()
                    .call(tx -> host.guard().apply(tx, host.actor(1).delete(host.id(1))));
            probe.assertAbsent(
                    refused.toString(),
                    host.table().toString(),
                    new AdminPolicy(Revocation.none(), Set.of(AdminAct.TRANSFER_MASTER)).toString());
        }
    }
}
