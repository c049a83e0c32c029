package dev.holdfast.migration.snapshot;

import dev.holdfast.core.tx.HostTransaction.JdbcWork;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Holds the settings that change how the server prints names and values, so that a migration which sets one of them
 * makes no difference to what is read after it.
 *
 * <p>Names are printed qualified, times in UTC, numbers with every digit that counts; what pg_dump sets as well.
 */
public final class PrintSettings {
    private static final List<String> NAMES = List.of(
            "search_path",
            "DateStyle",
            "IntervalStyle",
            "TimeZone",
            "extra_float_digits",
            "bytea_output",
            "xmlbinary",
            "lc_monetary",
            "quote_all_identifiers",
            "jit");
    private static final List<String> VALUES =
            List.of("pg_catalog", "ISO, YMD", "postgres", "UTC", "3", "hex", "base64", "C", "off", "off");

    private PrintSettings() {}

    /**
     * Does the work under the fixed settings, then restores those of the session.
     *
     * <p><em>Transaction.</em> Joins. When a statement fails, the rollback that has to follow restores them.
     *
     * @param connection inside a transaction
     * @param work reads
     * @param <T> the result's type
     * @return what the work returned
     * @throws SQLException when a statement fails
     */
    public static <T> T fixed(Connection connection, JdbcWork<T> work) throws SQLException {
        List<String> before = ask(connection, "current_setting(?)", NAMES);
        set(connection, VALUES);
        T result = work.run(connection);
        set(connection, before);
        return result;
    }

    private static void set(Connection connection, List<String> values) throws SQLException {
        List<String> binds = new ArrayList<>();
        for (int i = 0; i < NAMES.size(); i++) {
            binds.add(NAMES.get(i));
            binds.add(values.get(i));
        }
        List<String> now = ask(connection, "set_config(?, ?, true)", binds);
        if (now.size() != NAMES.size()) {
            throw new SQLException("settings must be set, got " + now.size() + " of " + NAMES.size());
        }
    }

    private static List<String> ask(Connection connection, String call, List<String> binds) throws SQLException {
        String calls = String.join(", ", Collections.nCopies(NAMES.size(), call));
        try (PreparedStatement select = connection.prepareStatement("SELECT " + calls)) {
            for (int i = 0; i < binds.size(); i++) {
                select.setString(i + 1, binds.get(i));
            }
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                List<String> answers = new ArrayList<>();
                for (int i = 1; i <= NAMES.size(); i++) {
                    answers.add(rows.getString(i));
                }
                return answers;
            }
        }
    }
}
