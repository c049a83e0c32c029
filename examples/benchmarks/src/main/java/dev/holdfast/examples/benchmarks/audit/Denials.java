package dev.holdfast.examples.benchmarks.audit;

import dev.holdfast.audit.AuditLog;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.examples.benchmarks.harness.Contest;
import dev.holdfast.examples.benchmarks.harness.Contestant;
import dev.holdfast.examples.benchmarks.harness.Goal;
import dev.holdfast.examples.benchmarks.harness.JdbcContestant;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * An event that outlives the caller's rollback: in a transaction of its own, on a second connection, which each thread has
 * kept. The caller's transaction has done nothing, and is rolled back behind it.
 */
public final class Denials {
    private Denials() {}

    /** Sets the contest up; see {@link dev.holdfast.examples.benchmarks.harness.Bout.Setup}. */
    public static Contest contest(TestDatabase database, Scale scale, int threads) throws SQLException {
        AuditTables.create(database);
        return new Contest(
                "audit append in a transaction of its own",
                Goal.ratio(0.90),
                threads,
                scale.perThread(threads == 1 ? 400 : 1600, threads),
                List.of(
                        new Denier("second transaction by hand", "bare", database, Denials::byHand),
                        new Denier("Holdfast AuditSink.independent", "holdfast", database, Denials::independent)));
    }

    private static Writing byHand(DataSource second) throws SQLException {
        BareAudit.Doer doer = Act.doer("bare");
        BareAudit.Facts facts = Act.facts();
        return tx -> {
            try (Connection own = second.getConnection()) {
                own.setAutoCommit(false);
                try {
                    JdbcContestant.requireOne(new BareAudit(own).insert(facts, doer));
                    own.commit();
                } finally {
                    own.setAutoCommit(true);
                }
            }
        };
    }

    private static Writing independent(DataSource second) {
        AuditSink sink = AuditSink.independent(TransactionRunner.over(second), AuditLog.of(Namespace.defaults()));
        Act act = Act.of("holdfast");
        return tx -> sink.append(tx, act.event());
    }

    /** Writes one event that does not depend on the transaction in which it happens. */
    @FunctionalInterface
    private interface Writing {
        void write(DSLContext tx) throws SQLException;
    }

    /** Makes what writes on a second connection. */
    @FunctionalInterface
    private interface Opening {
        Writing open(DataSource second) throws SQLException;
    }

    private record Denier(String name, String user, TestDatabase database, Opening opening) implements Contestant {
        @Override
        public Worker worker(int thread) throws Exception {
            Connection caller = JdbcContestant.connect(database);
            SingleConnectionDataSource second =
                    new SingleConnectionDataSource(database.jdbcUrl(), database.user(), database.password(), true);
            DSLContext tx = DSL.using(caller, SQLDialect.POSTGRES);
            Writing writing = opening.open(second);
            return new Worker() {
                @Override
                public void run() throws SQLException {
                    writing.write(tx);
                    caller.rollback();
                }

                @Override
                public void close() throws SQLException {
                    second.destroy();
                    caller.close();
                }
            };
        }

        @Override
        public long effects() throws SQLException {
            return database.queryLong(AuditAppends.effects(user));
        }
    }
}
