package dev.holdfast.migration.proof;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * The settings of a session, to give back what a script changed: a dump's file empties the search path, and the undo of
 * it would run in another session.
 */
public final class SessionSettings {
    private static final String SETTINGS = """
            SELECT name, current_setting(name) FROM pg_catalog.pg_settings
            WHERE context IN ('user', 'superuser') AND name NOT LIKE 'transaction\\_%'
            UNION ALL SELECT 'role', current_setting('role')
            """;

    private final Map<String, String> values;

    private SessionSettings(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads them.
     *
     * @param connection the session
     * @return the settings as they are
     * @throws SQLException when they cannot be read
     */
    public static SessionSettings read(Connection connection) throws SQLException {
        Map<String, String> values = new HashMap<>();
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery(SETTINGS)) {
            while (rows.next()) {
                values.put(rows.getString(1), rows.getString(2));
            }
        }
        return new SessionSettings(values);
    }

    /**
     * Gives back what is not as it was, until the end of the transaction; the role first, since it may change the rest.
     *
     * @param connection the session, inside a transaction
     * @throws SQLException when one cannot be set
     */
    public void restore(Connection connection) throws SQLException {
        Map<String, String> now = read(connection).values;
        set(connection, "role", now);
        for (String name : values.keySet()) {
            set(connection, name, now);
        }
    }

    private void set(Connection connection, String name, Map<String, String> now) throws SQLException {
        String before = values.getOrDefault(name, "");
        if (before.equals(now.get(name))) {
            return;
        }
        try (PreparedStatement set = connection.prepareStatement("SELECT set_config(?, ?, true)")) {
            set.setString(1, name);
            set.setString(2, before);
            set.execute();
        }
    }
}
