package dev.holdfast.examples.benchmarks.audit;

import dev.holdfast.audit.AuditLog;
import dev.holdfast.core.Namespace;
import dev.holdfast.examples.benchmarks.harness.Contest;
import dev.holdfast.examples.benchmarks.harness.Goal;
import dev.holdfast.examples.benchmarks.harness.JdbcContestant;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** One audit event a transaction; each contestant makes the event, too. */
public final class AuditAppends {
    private AuditAppends() {}

    /** Sets the contest up; see {@link dev.holdfast.examples.benchmarks.harness.Bout.Setup}. */
    public static Contest contest(TestDatabase database, Scale scale, int threads) throws SQLException {
        AuditTables.create(database);
        return new Contest(
                "audit append",
                Goal.ratio(0.90),
                threads,
                scale.perThread(threads == 1 ? 400 : 1600, threads),
                List.of(bare(database), holdfast("Holdfast", database)));
    }

    /** An insert by hand and a commit, on a connection of each thread's own. */
    public static JdbcContestant bare(TestDatabase database) {
        return JdbcContestant.of("bare INSERT", database, (connection, thread) -> bare(connection), effects("bare"));
    }

    /** The log's own append and a commit, on a connection of each thread's own. */
    public static JdbcContestant holdfast(String name, TestDatabase database) {
        return JdbcContestant.of(name, database, (connection, thread) -> holdfast(connection), effects("holdfast"));
    }

    /** Counts a user's events that are as they should be. */
    public static String effects(String user) {
        return "SELECT count(*) FROM holdfast.audit_event WHERE actor_id = '" + user
                + "' AND change_set = '[{\"path\": \"state\", \"old\": \"open\", \"new\": \"returned\"}]'";
    }

    private static JdbcContestant.Work bare(Connection connection) {
        BareAudit audit = new BareAudit(connection);
        BareAudit.Doer doer = Act.doer("bare");
        BareAudit.Facts facts = Act.facts();
        return () -> JdbcContestant.requireOne(audit.insert(facts, doer));
    }

    private static JdbcContestant.Work holdfast(Connection connection) {
        DSLContext tx = DSL.using(connection, SQLDialect.POSTGRES);
        AuditLog log = AuditLog.of(Namespace.defaults());
        Act act = Act.of("holdfast");
        return () -> log.append(tx, act.event());
    }
}
