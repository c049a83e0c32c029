package dev.holdfast.auth.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.auth.Revocation;
import dev.holdfast.auth.admin.trigger.AdminTriggers;
import dev.holdfast.auth.admin.trigger.BreakGlass;
import dev.holdfast.auth.table.KeyColumn;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.context.Actor;
import dev.holdfast.testkit.LeakProbe;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No row's data in what the guard, its directory and its triggers print or throw. */
class AdminLeakTest {
    private final LeakProbe probe = new LeakProbe();
    private final String email = probe.secret("carol.secret@mail.example");
    private AdminHost host;

    @BeforeEach
    void start() throws SQLException {
        host = AdminHost.start(new AdminHost.Shape(KeyColumn.Type.TEXT, true));
        for (int n = 1; n <= 2; n++) {
            host.add(n, "admin", "email = '" + email + "'");
        }
        host.add(3, "user", "email = '" + email + "'");
    }

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void toString_ofEveryType_holdsNoRowData() {
        AdminChange change = host.actor(1).changeRole(host.id(3), "admin");
        AdminChange own = host.actor(3).changeRole(host.id(3), "admin");
        AdminDirectory directory = AdminDirectory.of(host.table());
        AdminDirectory.Look look = host.runner().call(tx -> directory.look(tx, change, AdminHost.NOW));
        GuardDecision refused = host.runner().call(tx -> host.guard().apply(tx, own));
        GuardDecision applied = host.runner().call(tx -> host.guard().apply(tx, change));
        MasterAppointment appointed = host.runner().call(tx -> host.guard().appointMaster(tx, host.scope()));
        AdminTriggers triggers = AdminTriggers.of(host.table());

        assertThat(applied).isInstanceOf(GuardDecision.Applied.class);
        assertThat(refused).isInstanceOf(GuardDecision.Refused.class);
        List<Object> carriers = List.of(
                change,
                change.actor(),
                change.payload(),
                directory,
                look,
                refused,
                applied,
                appointed,
                host.guard(),
                host.table(),
                AdminPolicy.revoking(Revocation.none()),
                triggers,
                triggers.script("2"),
                new BreakGlass(Namespace.defaults(), host.trail()));
        carriers.forEach(carrier -> probe.assertAbsent(carrier.toString()));
    }

    /** The server's detail quotes the row that breaks a constraint. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE app.\"user\" ADD CONSTRAINT never CHECK (email = 'x') NOT VALID",
                "ALTER TABLE app.\"user\" RENAME COLUMN role TO gone",
                "CREATE FUNCTION app.no() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$BEGIN RAISE EXCEPTION 'no' USING DETAIL = OLD.email; END$$;"
                        + " CREATE TRIGGER no BEFORE UPDATE OR DELETE ON app.\"user\""
                        + " FOR EACH ROW EXECUTE FUNCTION app.no()"
            })
    void failures_ofTheDatabase_holdNoRowData(String breaking) throws SQLException {
        host.database().execute(breaking);

        assertSilent(() -> host.runner().run(tx -> {
            GuardDecision unused = host.guard().apply(tx, host.actor(1).changeRole(host.id(3), "admin"));
        }));
        assertSilent(() -> host.runner().run(tx -> {
            MasterAppointment unused = host.guard().appointMaster(tx, host.scope());
        }));
    }

    @Test
    void breakGlass_failure_holdsNoReason() throws SQLException {
        String reason = probe.secret("the admin's sister knows the password");
        BreakGlass breakGlass = new BreakGlass(Namespace.defaults(), host.trail());
        host.database()
                .execute("ALTER TABLE holdfast.admin_break_glass ADD CONSTRAINT never CHECK (reason = 'x') NOT VALID");

        assertSilent(() -> host.runner().run(tx -> {
            UUID unused = breakGlass.open(tx, Actor.user("operator"), reason);
        }));
        assertSilent(() -> host.runner().run(tx -> {
            UUID unused = breakGlass.open(tx, Actor.user("operator"), reason.repeat(60));
        }));
    }

    private void assertSilent(ThrowingCallable failure) {
        Throwable thrown = catchThrowable(failure);
        assertThat(thrown).isNotNull();
        probe.assertNotIn(thrown);
    }
}
