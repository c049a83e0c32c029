package dev.holdfast.migration.apply.step;

import dev.holdfast.migration.sql.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The journal of steps: how far a migration has come that is not one transaction.
 *
 * <p><em>Transaction.</em> Every method joins; a step's mark is written in the step's own transaction. Thread-safe.
 */
public final class StepJournal {
    private final TableName table;

    /**
     * The journal.
     *
     * @param table its table, which need not exist to be read
     */
    public StepJournal(TableName table) {
        this.table = table;
    }

    /** Which way a migration goes. */
    public enum Direction {
        /** It is applied. */
        APPLY,
        /** It is taken back. */
        UNDO
    }

    /** How far a step has come. */
    public enum State {
        /** Not begun. */
        WAITING,
        /** Begun: what it did is to be seen in the database alone. */
        BEGUN,
        /** Done. */
        DONE
    }

    /**
     * Whose steps they are.
     *
     * @param history the history
     * @param script the migration's name in it
     * @param direction which way it goes
     */
    public record Course(TableName history, String script, Direction direction) {}

    /**
     * A step in the journal.
     *
     * @param step its number, from 1
     * @param statement the number of its first statement in the script, from 1
     * @param sha256 the digest of what it runs
     * @param state how far it has come
     */
    public record Entry(int step, int statement, String sha256, State state) {}

    /**
     * Whether the journal exists.
     *
     * @param connection any
     * @return true when it does
     * @throws SQLException when the query fails
     */
    public boolean exists(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
            select.setString(1, table.sql());
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    /**
     * The steps of a course.
     *
     * @param connection on which the journal exists
     * @param course whose
     * @return in order; none when it was never begun
     * @throws SQLException when the query fails
     */
    public List<Entry> read(Connection connection, Course course) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT step, statement, sha256, state FROM "
                + table.sql() + " WHERE history = ? AND script = ? AND direction = ? ORDER BY step")) {
            int unused = bind(select, 1, course);
            try (ResultSet rows = select.executeQuery()) {
                List<Entry> entries = new ArrayList<>();
                while (rows.next()) {
                    entries.add(new Entry(
                            rows.getInt(1), rows.getInt(2), rows.getString(3), State.valueOf(rows.getString(4))));
                }
                return entries;
            }
        }
    }

    /**
     * Writes the steps that are to be done, in place of those of the same course that are not.
     *
     * @param connection inside a transaction
     * @param course whose
     * @param from the first step to write; those before it stay
     * @param steps all of its steps
     * @throws SQLException when they cannot be written
     */
    public void plan(Connection connection, Course course, int from, List<Planned> steps) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM " + table.sql() + " WHERE history = ? AND script = ? AND direction = ? AND step >= ?")) {
            delete.setInt(bind(delete, 1, course), from);
            delete.executeUpdate();
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO " + table.sql()
                        + " (history, script, direction, step, statement, sha256, state) VALUES (?, ?, ?, ?, ?, ?, 'WAITING')")) {
            for (Planned step : steps.subList(from - 1, steps.size())) {
                int next = bind(insert, 1, course);
                insert.setInt(next, step.number());
                insert.setInt(next + 1, step.statement());
                insert.setString(next + 2, step.sha256());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /**
     * A step to be written.
     *
     * @param number its number, from 1
     * @param statement the number of its first statement in the script, from 1
     * @param sha256 the digest of what it runs
     */
    public record Planned(int number, int statement, String sha256) {
        /**
         * A step of a plan.
         *
         * @param step it
         * @return as the journal writes it
         */
        public static Planned of(Step step) {
            return new Planned(step.number(), step.statements().get(0).number(), step.sha256());
        }
    }

    /**
     * Writes how far a step has come.
     *
     * @param connection inside a transaction
     * @param course whose
     * @param mark which step, how far, and on which condition
     * @return whether it was written; not when the condition does not hold
     * @throws SQLException when it cannot be written
     */
    public boolean mark(Connection connection, Course course, Mark mark) throws SQLException {
        String time = mark.state() == State.DONE ? "done_at" : "begun_at";
        try (PreparedStatement update = connection.prepareStatement("UPDATE " + table.sql() + " SET state = ?, " + time
                + " = clock_timestamp() WHERE history = ? AND script = ? AND direction = ? AND step = ? AND state <> 'DONE'"
                + " AND " + mark.guard())) {
            update.setString(1, mark.state().name());
            update.setInt(bind(update, 2, course), mark.step());
            return update.executeUpdate() == 1;
        }
    }

    /**
     * How far a step has come.
     *
     * @param step its number, from 1
     * @param state how far
     * @param guard an SQL condition without which it is not written
     */
    public record Mark(int step, State state, String guard) {}

    /**
     * Where a course stopped.
     *
     * @param entries its steps
     * @return the first that is not done; none when it was never begun, or all are
     */
    public static Optional<Entry> stoppedAt(List<Entry> entries) {
        return entries.stream().filter(entry -> entry.state() != State.DONE).findFirst();
    }

    private static int bind(PreparedStatement statement, int from, Course course) throws SQLException {
        statement.setString(from, course.history().sql());
        statement.setString(from + 1, course.script());
        statement.setString(from + 2, course.direction().name());
        return from + 3;
    }
}
