package dev.holdfast.examples.benchmarks.audit;

import dev.holdfast.audit.AuditLog;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.context.CorrelationId;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.event.Category;
import dev.holdfast.core.event.Target;
import dev.holdfast.examples.benchmarks.harness.Contest;
import dev.holdfast.examples.benchmarks.harness.Goal;
import dev.holdfast.examples.benchmarks.harness.JdbcContestant;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** One audit event a transaction; each contestant makes the event, too. */
public final class AuditAppends {
    private static final String ACTION = "lending.update";
    private static final String IP = "192.0.2.17";
    private static final String AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private static final String CORRELATION = "0198f2a4-7c31-7e52-9d0b-5a7c2f1e8b64";

    private static final RequestContext CONTEXT = RequestContext.of(
                    Actor.user("holdfast").withSession("session-1"))
            .withClient(IP, AGENT)
            .withCorrelationId(new CorrelationId(CORRELATION));

    private AuditAppends() {}

    /** Sets the contest up; see {@link dev.holdfast.examples.benchmarks.harness.Bout.Setup}. */
    public static Contest contest(TestDatabase database, Scale scale, int threads) throws SQLException {
        AuditTables.create(database);
        return new Contest(
                "audit append",
                Goal.ratio(0.90),
                threads,
                scale.perThread(threads == 1 ? 400 : 1600, threads),
                List.of(
                        contestant("bare INSERT", "bare", database, (connection, thread) -> bare(connection)),
                        contestant("Holdfast", "holdfast", database, (connection, thread) -> holdfast(connection))));
    }

    private static JdbcContestant contestant(
            String name, String user, TestDatabase database, JdbcContestant.Opening opening) {
        String effects = "SELECT count(*) FROM holdfast.audit_event WHERE actor_id = '" + user
                + "' AND change_set = '[{\"path\": \"state\", \"old\": \"open\", \"new\": \"returned\"}]'";
        return JdbcContestant.of(name, database, opening, effects);
    }

    private static JdbcContestant.Work bare(Connection connection) {
        BareAudit audit = new BareAudit(connection);
        BareAudit.Doer doer = new BareAudit.Doer("bare", "session-1", IP, AGENT, CORRELATION);
        BareAudit.Facts facts = new BareAudit.Facts(
                ACTION,
                "DATA",
                "lending",
                "42",
                "[{\"path\":\"state\",\"old\":\"open\",\"new\":\"returned\"}]",
                "{\"branch\":\"north\"}");
        return () -> JdbcContestant.requireOne(audit.insert(facts, doer));
    }

    private static JdbcContestant.Work holdfast(Connection connection) {
        DSLContext tx = DSL.using(connection, SQLDialect.POSTGRES);
        AuditTrail trail = AuditTrail.of(AuditLog.of(Namespace.defaults()), AuditSink.discarding(), Clock.systemUTC());
        Action action = Action.of(ACTION);
        return () -> trail.act(
                tx,
                trail.event(action)
                        .category(Category.DATA)
                        .context(CONTEXT)
                        .target(Target.of("lending", "42"))
                        .change("state", "open", "returned")
                        .with("branch", "north")
                        .build());
    }
}
