package dev.holdfast.auth.internal;

import dev.holdfast.core.tx.HostTransaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/**
 * Plain SQL on the connection of the transaction that is joined, for the statements that decide: prepared, bound, run, and
 * closed.
 *
 * <p><em>Transaction.</em> Every method joins.
 */
public final class JoinedSql {
    private JoinedSql() {}

    /** Binds a statement's values. */
    @FunctionalInterface
    public interface Binding {
        /**
         * Binds them, first to last.
         *
         * @param binds takes them
         * @throws SQLException when the driver takes one of them for none
         */
        void on(Binds binds) throws SQLException;
    }

    /**
     * Reads one row.
     *
     * @param <T> what is made of it
     */
    @FunctionalInterface
    public interface Reading<T> {
        /**
         * Reads the row at which the result stands.
         *
         * @param row the result; must not be moved
         * @return what the row says
         * @throws SQLException when a column cannot be read
         */
        T of(ResultSet row) throws SQLException;
    }

    /**
     * Runs a statement that gives no rows.
     *
     * @param tx the transaction
     * @param sql the statement's text
     * @param binding its values
     * @return how many rows it wrote
     */
    public static int update(DSLContext tx, String sql, Binding binding) {
        return HostTransaction.onConnection(tx, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                binding.on(new Binds(statement));
                return statement.executeUpdate();
            }
        });
    }

    /**
     * Runs a statement that gives one row at the most, or of which the first one counts.
     *
     * @param tx the transaction
     * @param sql the statement's text
     * @param binding its values
     * @param reading makes something of the row
     * @param <T> what is made of it
     * @return empty when there is no row
     */
    public static <T> Optional<T> row(DSLContext tx, String sql, Binding binding, Reading<T> reading) {
        return HostTransaction.onConnection(tx, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                binding.on(new Binds(statement));
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next() ? Optional.of(reading.of(rows)) : Optional.empty();
                }
            }
        });
    }

    /**
     * Runs a statement that gives rows.
     *
     * @param tx the transaction
     * @param sql the statement's text
     * @param binding its values
     * @param reading makes something of each row
     * @param <T> what is made of it
     * @return one for each row, in their order; unmodifiable
     */
    public static <T> List<T> rows(DSLContext tx, String sql, Binding binding, Reading<T> reading) {
        return HostTransaction.onConnection(tx, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                binding.on(new Binds(statement));
                try (ResultSet rows = statement.executeQuery()) {
                    return all(rows, reading);
                }
            }
        });
    }

    /** What is left of a result, before its first row. */
    static <T> List<T> all(ResultSet rows, Reading<T> reading) throws SQLException {
        List<T> all = new ArrayList<>();
        while (rows.next()) {
            all.add(reading.of(rows));
        }
        return List.copyOf(all);
    }

    /**
     * Refuses to go on when a statement that must write one row wrote another number.
     *
     * @param what the statement, as a noun
     * @param rows how many it wrote
     * @throws IllegalStateException when it is not one
     */
    public static void requireOneRow(String what, int rows) {
        if (rows != 1) {
            throw new IllegalStateException(
                    what + " must write one row, wrote " + rows + ": is there a trigger or rule on the table?");
        }
    }
}
