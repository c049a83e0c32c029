package dev.holdfast.migration.apply;

import dev.holdfast.migration.apply.Session.Limits;
import dev.holdfast.migration.sql.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What a session was when it came, and the settings of a migration that follow from it. */
record SessionOrigin(int backend, String user, String role, String searchPath) {
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
}
