package dev.holdfast.examples.benchmarks.admin;

import dev.holdfast.auth.Revocation;
import dev.holdfast.auth.admin.AdminAct;
import dev.holdfast.auth.admin.AdminActor;
import dev.holdfast.auth.admin.AdminDirectory;
import dev.holdfast.auth.admin.AdminGuard;
import dev.holdfast.auth.admin.AdminPolicy;
import dev.holdfast.auth.admin.GuardDecision;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.examples.benchmarks.harness.Contest;
import dev.holdfast.examples.benchmarks.harness.Goal;
import dev.holdfast.examples.benchmarks.harness.JdbcContestant;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** An account promoted and demoted in turn, each time with the admins locked that the last-admin rule counts. */
public final class RoleChanges {
    private static final int BARE = 0;
    private static final int HOLDFAST = 1;
    private static final String LOCK = "WITH l AS MATERIALIZED (SELECT id, role, role = 'admin' AND active AS admin,"
            + " is_master_admin AS master FROM account WHERE tenant_id = ? AND (id IN (?, ?)";
    private static final String CHANGE = ") ORDER BY id FOR NO KEY UPDATE)"
            + " UPDATE account u SET role = ? FROM l t, l a WHERE u.id = t.id AND t.id = ? AND a.id = ? AND a.admin"
            + " AND NOT t.master AND t.role <> ?";
    private static final String PROMOTE = LOCK + CHANGE + " AND t.id <> a.id RETURNING t.role";
    private static final String DEMOTE = LOCK + " OR (role = 'admin' AND active)" + CHANGE
            + " AND (SELECT count(*) FROM l WHERE admin AND id <> t.id) > 0 RETURNING t.role";

    private RoleChanges() {}

    /** Sets the contest up; see {@link dev.holdfast.examples.benchmarks.harness.Bout.Setup}. */
    public static Contest contest(TestDatabase database, Scale scale, int threads) throws SQLException {
        Accounts.create(database, HOLDFAST + 1, threads);
        return new Contest(
                "admin guard",
                Goal.ratio(0.80),
                threads,
                scale.perThread(threads == 1 ? 400 : 1600, threads),
                List.of(
                        contestant("lock and UPDATE by hand", BARE, database, threads),
                        contestant("Holdfast AdminGuard", HOLDFAST, database, threads)));
    }

    private static JdbcContestant contestant(String name, int contestant, TestDatabase database, int threads) {
        AtomicIntegerArray changes = new AtomicIntegerArray(threads);
        return new JdbcContestant(
                name,
                database,
                (connection, thread) -> {
                    Changing changing = contestant == BARE ? bare(connection, thread) : holdfast(connection, thread);
                    return () -> {
                        String role = roleAfter(changes.get(thread) + 1);
                        if (changing.to(role)) {
                            changes.incrementAndGet(thread);
                        }
                    };
                },
                () -> effects(database, contestant, changes));
    }

    /** Gives the thread's target another role. */
    private interface Changing {
        /** Whether the change was made. */
        boolean to(String role) throws Exception;
    }

    private static String roleAfter(int changes) {
        return changes % 2 == 1 ? "admin" : "user";
    }

    /** A change leaves no trace but the role: it has to be the one that so many changes leave. */
    private static long effects(TestDatabase database, int contestant, AtomicIntegerArray changes) throws SQLException {
        List<String> roles = Accounts.roles(database, contestant, changes.length());
        long sum = 0;
        for (int thread = 0; thread < changes.length(); thread++) {
            String expected = roleAfter(changes.get(thread));
            if (!roles.get(thread).equals(expected)) {
                throw new IllegalStateException("the role must be " + expected + ", read " + roles.get(thread));
            }
            sum += changes.get(thread);
        }
        return sum;
    }

    private static Changing bare(Connection connection, int thread) {
        Accounts.Tenant tenant = Accounts.Tenant.of(BARE, thread);
        return role -> {
            try (PreparedStatement change = connection.prepareStatement(role.equals("admin") ? PROMOTE : DEMOTE)) {
                change.setLong(1, tenant.id());
                change.setLong(2, tenant.actor());
                change.setLong(3, tenant.target());
                change.setString(4, role);
                change.setLong(5, tenant.target());
                change.setLong(6, tenant.actor());
                change.setString(7, role);
                try (ResultSet rows = change.executeQuery()) {
                    return rows.next();
                }
            }
        };
    }

    private static Changing holdfast(Connection connection, int thread) {
        Clock clock = Clock.systemUTC();
        AdminGuard guard = new AdminGuard(
                AdminDirectory.of(Accounts.TABLE),
                AuditTrail.of(AuditSink.discarding(), AuditSink.discarding(), clock),
                clock,
                AdminPolicy.revoking(Revocation.none()).allowWithoutStepUp(AdminAct.CHANGE_ROLE));
        Accounts.Tenant tenant = Accounts.Tenant.of(HOLDFAST, thread);
        AdminActor actor = AdminActor.of(Long.toString(tenant.actor())).in(Long.toString(tenant.id()));
        DSLContext tx = DSL.using(connection, SQLDialect.POSTGRES);
        return role -> guard.apply(tx, actor.changeRole(Long.toString(tenant.target()), role))
                instanceof GuardDecision.Applied;
    }
}
