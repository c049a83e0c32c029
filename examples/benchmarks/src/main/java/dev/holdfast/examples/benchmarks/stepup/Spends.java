package dev.holdfast.examples.benchmarks.stepup;

import dev.holdfast.audit.AuditLog;
import dev.holdfast.auth.stepup.StepUpSubject;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.examples.benchmarks.audit.AuditTables;
import dev.holdfast.examples.benchmarks.audit.BareAudit;
import dev.holdfast.examples.benchmarks.harness.Contest;
import dev.holdfast.examples.benchmarks.harness.Goal;
import dev.holdfast.examples.benchmarks.harness.JdbcContestant;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** Spending a token that was issued before, as the one work of a transaction; with and without its audit record. */
public final class Spends {
    private static final String BARE = "bare";
    private static final String HOLDFAST = "holdfast";

    private Spends() {}

    /** The spend alone: the host keeps no audit log. */
    public static Contest alone(TestDatabase database, Scale scale, int threads) throws SQLException {
        BareTokens.createTable(database);
        int operations = operations(threads);
        TokenStock bare = TokenStock.of(database, BARE, threads, scale.inAll(operations, threads));
        TokenStock ours = TokenStock.of(database, HOLDFAST, threads, scale.inAll(operations, threads));
        database.execute("ANALYZE");
        return new Contest(
                "step-up spend",
                Goal.ratio(0.90),
                threads,
                scale.perThread(operations, threads),
                List.of(
                        JdbcContestant.of(
                                "bare UPDATE",
                                database,
                                (connection, thread) -> {
                                    Iterator<TokenStock.Ready> tokens = bare.of(thread);
                                    return () -> {
                                        TokenStock.Ready token = tokens.next();
                                        UUID unused = BareTokens.spend(
                                                connection, token.tag().hash(), BARE, token.session());
                                    };
                                },
                                BareTokens.spent(BARE)),
                        holdfast(database, AuditSink.discarding(), ours, BareTokens.spent(HOLDFAST))));
    }

    /** The spend with its record in the audit log, in one transaction. */
    public static Contest audited(TestDatabase database, Scale scale, int threads) throws SQLException {
        BareTokens.createTable(database);
        AuditTables.create(database);
        int operations = operations(threads);
        TokenStock bare = TokenStock.of(database, BARE, threads, scale.inAll(operations, threads));
        TokenStock ours = TokenStock.of(database, HOLDFAST, threads, scale.inAll(operations, threads));
        database.execute("ANALYZE");
        return new Contest(
                "step-up spend with audit record",
                Goal.ratio(0.90),
                threads,
                scale.perThread(operations, threads),
                List.of(
                        JdbcContestant.of(
                                "bare UPDATE + INSERT",
                                database,
                                (connection, thread) -> {
                                    Iterator<TokenStock.Ready> tokens = bare.of(thread);
                                    BareAudit audit = new BareAudit(connection);
                                    return () -> {
                                        TokenStock.Ready token = tokens.next();
                                        UUID id = BareTokens.spend(
                                                connection, token.tag().hash(), BARE, token.session());
                                        JdbcContestant.requireOne(audit.insert(facts(id), doer(token.session())));
                                    };
                                },
                                recorded(BARE)),
                        holdfast(database, AuditLog.of(Namespace.defaults()), ours, recorded(HOLDFAST))));
    }

    private static int operations(int threads) {
        return threads == 1 ? 400 : 1600;
    }

    private static JdbcContestant holdfast(TestDatabase database, AuditSink acts, TokenStock stock, String effects) {
        TokenHost host = new TokenHost(database, acts);
        return JdbcContestant.of(
                "Holdfast consume",
                database,
                (connection, thread) -> {
                    DSLContext tx = DSL.using(connection, SQLDialect.POSTGRES);
                    Iterator<TokenStock.Ready> tokens = stock.of(thread);
                    return () -> {
                        TokenStock.Ready token = tokens.next();
                        host.consume(tx, token.text().exposeText(), StepUpSubject.of(HOLDFAST, token.session()));
                    };
                },
                effects);
    }

    private static BareAudit.Facts facts(UUID token) {
        return new BareAudit.Facts(
                "step_up_token.consume",
                "AUTHENTICATION",
                "step_up_token",
                token.toString(),
                "[]",
                "{\"action\":\"" + TokenHost.ACTION.name() + "\",\"user\":\"" + BARE + "\",\"amr\":[\"pwd\"]}");
    }

    private static BareAudit.Doer doer(String session) {
        return new BareAudit.Doer(BARE, session, null, null, null);
    }

    /** A query for how many of a user's spent tokens have exactly the record they should have. */
    private static String recorded(String user) {
        return "SELECT count(DISTINCT t.id) FROM holdfast.step_up_token t JOIN holdfast.audit_event e"
                + " ON e.target_type = 'step_up_token' AND e.target_id = t.id::text"
                + " WHERE t.used_at IS NOT NULL AND t.user_id = '" + user + "' AND e.actor_id = t.user_id"
                + " AND e.actor_session = t.session_id AND e.action = 'step_up_token.consume'";
    }
}
