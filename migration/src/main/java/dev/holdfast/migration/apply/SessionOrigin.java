package dev.holdfast.migration.apply;

import dev.holdfast.migration.apply.Session.Limits;
import dev.holdfast.migration.sql.SqlStatement;
import dev.holdfast.migration.sql.SqlToken;
import dev.holdfast.migration.sql.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a session was when it came: the settings of a migration follow from it, and scripts leave it, which set a dozen things.
 *
 * @param backend its server process
 * @param user the role that migrates
 * @param role the role that was set, or {@code none}
 * @param searchPath its search path
 */
record SessionOrigin(int backend, String user, String role, String searchPath) {
    private static final Set<String> SETTING = Set.of("set", "reset", "discard", "do", "select", "call", "with");

    static SessionOrigin of(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("SELECT pg_backend_pid(), current_user, current_setting('role'),"
                        + " current_setting('search_path')")) {
            row.next();
            return new SessionOrigin(row.getInt(1), row.getString(2), row.getString(3), row.getString(4));
        }
    }

    /** Makes its role the one that it came with. */
    List<String> ownRole() {
        String name = role.equals("none") ? "NONE" : TableName.quote(role);
        return List.of("RESET SESSION AUTHORIZATION", "SET ROLE " + name);
    }

    List<String> settings(String set, String schema, Limits limits) {
        List<String> all = new ArrayList<>();
        String before = searchPath.isEmpty() ? "" : ", " + searchPath;
        all.add(set + "search_path = " + TableName.quote(schema) + before);
        all.add(set + "lock_timeout = " + limits.lockTimeout().toMillis());
        if (!limits.statementTimeout().isZero()) {
            all.add(set + "statement_timeout = " + limits.statementTimeout().toMillis());
        }
        return all;
    }

    static Map<String, String> settingsOf(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery(
                        "SELECT name, current_setting(name) FROM pg_catalog.pg_settings WHERE source = 'session'"
                                + " AND context IN ('user', 'superuser') AND name NOT LIKE 'transaction\\_%'")) {
            Map<String, String> found = new TreeMap<>();
            while (rows.next()) {
                found.put(rows.getString(1), rows.getString(2));
            }
            return found;
        }
    }

    /** Whether a script may leave settings behind: it sets, or calls what may set. */
    static boolean isLeftBy(List<SqlStatement> statements) {
        return statements.stream().anyMatch(statement -> {
            SqlToken first = statement.tokens().get(0);
            return first.kind() != SqlToken.Kind.WORD
                    || SETTING.contains(first.text().toLowerCase(Locale.ROOT));
        });
    }

    /**
     * Takes back what a script has set. Where the session itself had set nothing, as most have not, commit and all is one
     * message, since it follows every script that may have set something; else it is for the caller to commit.
     */
    boolean giveBack(Connection connection, Map<String, String> values) throws SQLException {
        try (Statement reset = connection.createStatement()) {
            for (String own : ownRole()) {
                reset.addBatch(own);
            }
            // To what the role and the database say, and the client said when it connected.
            reset.addBatch("RESET ALL");
            if (values.isEmpty()) {
                reset.addBatch("COMMIT");
            }
            int[] unused = reset.executeBatch();
        }
        if (!values.isEmpty()) {
            setAgain(connection, values);
        }
        return values.isEmpty();
    }

    private static void setAgain(Connection connection, Map<String, String> values) throws SQLException {
        String all = String.join(", ", Collections.nCopies(values.size(), "set_config(?, ?, false)"));
        try (PreparedStatement set = connection.prepareStatement("SELECT " + all)) {
            int at = 1;
            for (Map.Entry<String, String> setting : values.entrySet()) {
                set.setString(at, setting.getKey());
                set.setString(at + 1, setting.getValue());
                at += 2;
            }
            set.execute();
        }
    }
}
