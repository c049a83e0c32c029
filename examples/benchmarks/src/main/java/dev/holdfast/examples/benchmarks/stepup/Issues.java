package dev.holdfast.examples.benchmarks.stepup;

import dev.holdfast.auth.stepup.StepUpSubject;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.examples.benchmarks.harness.Contest;
import dev.holdfast.examples.benchmarks.harness.Goal;
import dev.holdfast.examples.benchmarks.harness.JdbcContestant;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** A token's whole life: issued in one transaction and spent in the next, as two requests do it. */
public final class Issues {
    private static final String RAW = "raw";
    private static final String HOLDFAST = "holdfast";

    private Issues() {}

    /** Sets the contest up; see {@link dev.holdfast.examples.benchmarks.harness.Bout.Setup}. */
    public static Contest contest(TestDatabase database, Scale scale, int threads) throws SQLException {
        BareTokens.createTable(database);
        SpringTokens.createTable(database);
        TokenHost host = new TokenHost(database, AuditSink.discarding());
        return new Contest(
                "one-time token, issue and spend",
                Goal.ratio(0.95),
                threads,
                scale.perThread(threads == 1 ? 200 : 800, threads),
                List.of(
                        JdbcContestant.of("INSERT, then UPDATE", database, Issues::raw, BareTokens.spent(RAW)),
                        JdbcContestant.of(
                                "Holdfast issue, then consume",
                                database,
                                (connection, thread) -> holdfast(host, connection, thread),
                                BareTokens.spent(HOLDFAST)),
                        new SpringTokens(database)));
    }

    private static JdbcContestant.Work raw(Connection connection, int thread) throws Exception {
        SecureRandom random = new SecureRandom();
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        AtomicInteger next = new AtomicInteger();
        return () -> {
            String session = thread + "-" + next.getAndIncrement();
            byte[] secret = new byte[32];
            random.nextBytes(secret);
            byte[] hash = sha256.digest(secret);
            try (PreparedStatement insert = connection.prepareStatement(BareTokens.INSERT)) {
                BareTokens.bindInsert(insert, UUID.randomUUID(), hash, RAW, session);
                JdbcContestant.requireOne(insert.executeUpdate());
            }
            connection.commit();
            UUID unused = BareTokens.spend(connection, sha256.digest(secret), RAW, session);
        };
    }

    private static JdbcContestant.Work holdfast(TokenHost host, Connection connection, int thread) {
        DSLContext tx = DSL.using(connection, SQLDialect.POSTGRES);
        AtomicInteger next = new AtomicInteger();
        return () -> {
            StepUpSubject subject = StepUpSubject.of(HOLDFAST, thread + "-" + next.getAndIncrement());
            String token = host.issue(tx, subject);
            connection.commit();
            host.consume(tx, token, subject);
        };
    }
}
