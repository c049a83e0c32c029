package dev.holdfast.examples.benchmarks.revision;

import dev.holdfast.examples.benchmarks.audit.AuditTables;
import dev.holdfast.examples.benchmarks.harness.Contest;
import dev.holdfast.examples.benchmarks.harness.Contestant;
import dev.holdfast.examples.benchmarks.harness.Goal;
import dev.holdfast.examples.benchmarks.harness.JdbcContestant;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.examples.benchmarks.lock.Lendings;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A row changed together with a record of who changed what, as the one work of a transaction. */
public final class EntityHistories {
    private static final int OTHER = 0;
    private static final int OURS = 1;

    private EntityHistories() {}

    /** Beside one statement by hand. */
    public static Contest byHand(TestDatabase database, Scale scale, int threads) throws SQLException {
        create(database, threads);
        Contestant hand =
                contestant("UPDATE and INSERT in one statement", "hand", OTHER, database, HandRevisions::oneStatement);
        return contest(Goal.ratio(0.90), scale, threads, List.of(hand, ours(database)));
    }

    /** Beside Hibernate Envers. */
    public static Contest envers(TestDatabase database, Scale scale, int threads) throws SQLException {
        create(database, threads);
        return contest(Goal.ratio(2.0), scale, threads, List.of(EnversRevisions.on(database, OTHER), ours(database)));
    }

    /** Beside JaVers. */
    public static Contest javers(TestDatabase database, Scale scale, int threads) throws SQLException {
        create(database, threads);
        return contest(Goal.ratio(5.0), scale, threads, List.of(JaversRevisions.on(database, OTHER), ours(database)));
    }

    /** Makes the work of one thread on the rows of a contestant. */
    @FunctionalInterface
    private interface Opening {
        JdbcContestant.Work open(Connection connection, int contestant, int thread);
    }

    private static void create(TestDatabase database, int threads) throws SQLException {
        AuditTables.create(database);
        Lendings.create(database, OURS + 1, threads);
    }

    private static Contest contest(Goal goal, Scale scale, int threads, List<Contestant> contestants) {
        int operations = scale.perThread(threads == 1 ? 400 : 1600, threads);
        return new Contest("entity change with history", goal, threads, operations, contestants);
    }

    private static Contestant ours(TestDatabase database) {
        return contestant("Holdfast OptimisticLock and AuditLog", "holdfast", OURS, database, OwnRevisions::update);
    }

    /** Each change has its event, and the event says what the row said before and after. */
    private static Contestant contestant(String name, String user, int rows, TestDatabase database, Opening opening) {
        String events = "SELECT count(*) FROM holdfast.audit_event WHERE actor_id = '" + user
                + "' AND change_set #>> '{0,path}' = 'note' AND change_set #>> '{0,old}' <> change_set #>> '{0,new}'";
        return new JdbcContestant(
                name, database, (connection, thread) -> opening.open(connection, rows, thread), () -> {
                    long changes = database.queryLong(Lendings.changes(rows));
                    return database.queryLong(events) == changes ? changes : -1;
                });
    }
}
