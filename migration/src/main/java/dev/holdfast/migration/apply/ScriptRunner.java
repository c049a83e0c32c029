package dev.holdfast.migration.apply;

import dev.holdfast.core.metric.Ticker;
import dev.holdfast.migration.apply.RunObserver.Place;
import dev.holdfast.migration.sql.SqlStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Runs the statements of one script on a connection.
 *
 * <p><em>Transaction.</em> Joins: it begins, commits and rolls back nothing. Statements that would are the caller's to
 * leave out.
 */
public final class ScriptRunner {
    private final Optional<StatementProbe> probe;
    private final RunObserver observer;
    private final Ticker ticker = Ticker.system();

    private ScriptRunner(Optional<StatementProbe> probe, RunObserver observer) {
        this.probe = probe;
        this.observer = observer;
    }

    /**
     * A runner that looks before and after each statement.
     *
     * @param probe looks
     * @return the runner
     */
    public static ScriptRunner probing(StatementProbe probe) {
        return new ScriptRunner(Optional.of(probe), RunObserver.none());
    }

    /**
     * A runner that is watched.
     *
     * @param observer watches
     * @return the runner; statements go together when nobody watches each
     */
    public static ScriptRunner watchedBy(RunObserver observer) {
        return new ScriptRunner(observer.probe(), observer);
    }

    /**
     * Runs statements, one after the other.
     *
     * @param connection inside a transaction, or in auto-commit mode for a statement that refuses one
     * @param statements what to run
     * @throws StatementException when the server refuses one
     * @throws SQLException when a probe or the connection fails
     */
    public void run(Connection connection, List<SqlStatement> statements) throws SQLException {
        try (Pipeline pipeline = new Pipeline(connection)) {
            run(connection, pipeline, statements);
            pipeline.flush();
        }
    }

    /**
     * Runs statements behind what already waits in a pipeline; what comes after them may wait there with them.
     *
     * @param connection the pipeline's
     * @param pipeline takes the statements that nobody watches
     * @param statements what to run
     * @throws StatementException when the server refuses one
     * @throws SQLException when a probe or the connection fails
     */
    public void run(Connection connection, Pipeline pipeline, List<SqlStatement> statements) throws SQLException {
        boolean together = probe.isEmpty() && !observer.watchesStatements();
        for (SqlStatement statement : statements) {
            if (together) {
                pipeline.add(statement);
            } else {
                pipeline.flush();
                single(connection, statement);
            }
        }
    }

    private void single(Connection connection, SqlStatement statement) throws SQLException {
        Place place = new Place(statement.number(), statement.line(), Commands.of(statement));
        if (probe.isPresent()) {
            probe.get().before(connection, statement);
        }
        observer.statementStarted(place);
        long start = ticker.read();
        long rows;
        try {
            rows = Pipeline.run(connection, statement);
        } catch (SQLException e) {
            throw new StatementException(statement, e);
        }
        observer.statementEnded(place, ticker.elapsed(start), rows);
        if (probe.isPresent()) {
            probe.get().after(connection, statement, rows);
        }
    }
}
