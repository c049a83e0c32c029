package dev.holdfast.migration.apply.run;

import dev.holdfast.migration.apply.LockWitness;
import dev.holdfast.migration.apply.Pipeline;
import dev.holdfast.migration.apply.ScriptRunner;
import dev.holdfast.migration.apply.Session;
import dev.holdfast.migration.apply.StatementException;
import dev.holdfast.migration.apply.pending.CallbackRun;
import dev.holdfast.migration.apply.pending.JavaBridge;
import dev.holdfast.migration.apply.pending.PendingMigration;
import dev.holdfast.migration.apply.step.Step;
import dev.holdfast.migration.history.HistoryEntries.RowEnd;
import dev.holdfast.migration.sql.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * Runs a migration as one transaction with its history row. Where nobody watches single statements, settings, statements
 * and row go to the server together.
 */
final class TransactionalRun {
    /** Measured by the server: when the row is sent, nothing has run yet. */
    private static final String MILLIS =
            "(extract(epoch FROM pg_catalog.clock_timestamp() - pg_catalog.now()) * 1000)::int";

    private final Bench bench;
    private final TableName history;
    private final CallbackRun callbacks;

    TransactionalRun(Bench bench, TableName history, CallbackRun callbacks) {
        this.bench = bench;
        this.history = history;
        this.callbacks = callbacks;
    }

    /** One attempt; committed when it returns. */
    void attempt(PendingMigration migration, int rank) throws Exception {
        Session session = bench.session();
        boolean leavesSettings = migration.java().isPresent()
                || !callbacks.isEmpty()
                || Session.mayLeaveSettings(migration.statements());
        if (leavesSettings) {
            session.remember();
        }
        try (Pipeline pipeline = new Pipeline(session.connection())) {
            for (String set : session.localSettings(history.schema(), bench.limits(migration.settings()))) {
                pipeline.add(set);
            }
            callback(Event.BEFORE_EACH_MIGRATE, pipeline, migration);
            work(migration, pipeline);
            callback(Event.AFTER_EACH_MIGRATE, pipeline, migration);
            if (leavesSettings) {
                // The row is written by the role that began, whatever the script has become.
                for (String own : session.ownRole()) {
                    pipeline.add(own);
                }
            }
            RowEnd end = new RowEnd(
                    session.user(), MILLIS, true, bench.lock().witness().requiredSql());
            pipeline.add(bench.entries(history).insertSql(migration.entry(rank), end));
            commit(pipeline);
        }
        if (leavesSettings) {
            session.restore();
        }
    }

    /** The row's statement fails when the lock is gone, so that what comes behind it in one message is not run. */
    private void commit(Pipeline pipeline) throws SQLException {
        try {
            if (bench.observer().watchesStatements()) {
                pipeline.flush();
                bench.session().commit();
            } else {
                pipeline.add("COMMIT");
                pipeline.flush();
            }
        } catch (StatementException e) {
            throw e;
        } catch (SQLException e) {
            if (LockWitness.isLost(e)) {
                throw bench.lock().lost();
            }
            throw e;
        }
    }

    private void callback(Event event, Pipeline pipeline, PendingMigration migration) throws SQLException {
        if (callbacks.mayHappenAt(event)) {
            pipeline.flush();
            callbacks.run(event, bench.session().connection(), migration);
        }
    }

    private void work(PendingMigration migration, Pipeline pipeline) throws Exception {
        Connection connection = bench.session().connection();
        if (migration.java().isPresent()) {
            pipeline.flush();
            java(migration.java().get(), connection);
            return;
        }
        for (Step step : migration.plan().steps()) {
            if (!step.setup().mode().isEmpty()) {
                pipeline.add(step.setup().mode());
            }
            ScriptRunner.watchedBy(bench.observer()).run(connection, pipeline, step.statements());
        }
    }

    /** A class gets our connection and may do anything with it: the transaction's id tells whether it is still the same. */
    private void java(JavaMigration migration, Connection connection) throws Exception {
        String before = transaction(connection);
        migration.migrate(new JavaBridge(bench.dataSource(), connection).forMigration());
        if (connection.getAutoCommit() || !before.equals(transaction(connection))) {
            throw new SQLException("the class ended the transaction that it was given: leave commit and rollback out,"
                    + " or let canExecuteInTransaction say false");
        }
    }

    private static String transaction(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("SELECT pg_current_xact_id()::text")) {
            row.next();
            return row.getString(1);
        }
    }
}
