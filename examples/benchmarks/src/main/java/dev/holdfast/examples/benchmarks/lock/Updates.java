package dev.holdfast.examples.benchmarks.lock;

import dev.holdfast.core.lock.Changes;
import dev.holdfast.core.lock.OptimisticLock;
import dev.holdfast.core.lock.RowKey;
import dev.holdfast.core.lock.UpdateResult;
import dev.holdfast.core.lock.VersionedTable;
import dev.holdfast.examples.benchmarks.harness.Contest;
import dev.holdfast.examples.benchmarks.harness.Goal;
import dev.holdfast.examples.benchmarks.harness.JdbcContestant;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/** A row changed in the version that was read, as the one work of a transaction. */
public final class Updates {
    private static final int JDBC = 0;
    private static final int HOLDFAST = 1;
    private static final int JOOQ = 2;
    private static final int HIBERNATE = 3;
    private static final String UPDATE =
            "UPDATE lending SET note = ?, version = version + 1 WHERE id = ? AND version = ?";

    private Updates() {}

    /** Sets the contest up; see {@link dev.holdfast.examples.benchmarks.harness.Bout.Setup}. */
    public static Contest contest(TestDatabase database, Scale scale, int threads) throws SQLException {
        Lendings.create(database, HIBERNATE + 1, threads);
        return new Contest(
                "optimistic update",
                Goal.ratio(0.90),
                threads,
                scale.perThread(threads == 1 ? 400 : 1600, threads),
                List.of(
                        JdbcContestant.of("JDBC UPDATE", database, Updates::jdbc, Lendings.changes(JDBC)),
                        JdbcContestant.of(
                                "Holdfast OptimisticLock", database, Updates::holdfast, Lendings.changes(HOLDFAST)),
                        JdbcContestant.of("jOOQ UpdatableRecord", database, Updates::jooq, Lendings.changes(JOOQ)),
                        new HibernateUpdates(database, HIBERNATE)));
    }

    private static JdbcContestant.Work jdbc(Connection connection, int thread) {
        Lendings.Known known = new Lendings.Known();
        return () -> {
            long id = Lendings.id(JDBC, thread, known.next());
            try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
                update.setString(1, known.note());
                update.setLong(2, id);
                update.setLong(3, known.version());
                JdbcContestant.requireOne(update.executeUpdate());
            }
            known.changed();
        };
    }

    private static JdbcContestant.Work holdfast(Connection connection, int thread) {
        DSLContext tx = DSL.using(connection, SQLDialect.POSTGRES);
        OptimisticLock lock = OptimisticLock.on(VersionedTable.of("lending", "id"));
        Lendings.Known known = new Lendings.Known();
        return () -> {
            RowKey key = RowKey.of(Lendings.id(HOLDFAST, thread, known.next()));
            UpdateResult result = lock.update(tx, key, known.version(), Changes.of("note", known.note()));
            if (!(result instanceof UpdateResult.Updated)) {
                throw new IllegalStateException("a row of one's own must be updated, got " + result);
            }
            known.changed();
        };
    }

    /** The records are read once and kept, as the versions of the others are. */
    private static JdbcContestant.Work jooq(Connection connection, int thread) throws SQLException {
        Settings settings =
                new Settings().withExecuteWithOptimisticLocking(true).withExecuteLogging(false);
        DSLContext tx = DSL.using(connection, SQLDialect.POSTGRES, settings);
        long first = Lendings.id(JOOQ, thread, 0);
        List<LendingRecord> rows = tx.selectFrom(LendingTable.LENDING)
                .where(LendingTable.LENDING.id.between(first, first + Lendings.ROWS - 1))
                .orderBy(LendingTable.LENDING.id)
                .fetch();
        connection.commit();
        Lendings.Known known = new Lendings.Known();
        return () -> {
            LendingRecord row = rows.get(known.next());
            row.set(LendingTable.LENDING.note, known.note());
            JdbcContestant.requireOne(row.store());
            known.changed();
        };
    }
}
