package dev.holdfast.migration.rehearse.scratch;

import dev.holdfast.migration.sql.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What belongs to a database and is in neither its template nor its dump: settings, and who may connect. */
final class DatabaseSettings {
    private static final String SETTINGS = """
            SELECT split_part(setting, '=', 1), substr(setting, strpos(setting, '=') + 1)
            FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase, unnest(s.setconfig) AS setting
            WHERE d.datname = ? AND s.setrole = 0
            """;

    private DatabaseSettings() {}

    /** Gives the copy the source's settings, and nobody but its owner the right to connect. */
    static void copy(Connection maintenance, String source, String copy) throws SQLException {
        String database = TableName.quote(copy);
        ScratchServer.execute(maintenance, "REVOKE ALL ON DATABASE " + database + " FROM PUBLIC");
        for (Map.Entry<String, String> setting : settings(maintenance, source).entrySet()) {
            // From the session's own value: a list such as search_path has quotes of its own, which a literal would
            // change.
            String name = TableName.quote(setting.getKey());
            set(maintenance, setting.getKey(), setting.getValue());
            ScratchServer.execute(maintenance, "ALTER DATABASE " + database + " SET " + name + " FROM CURRENT");
            ScratchServer.execute(maintenance, "RESET " + name);
        }
    }

    private static Map<String, String> settings(Connection maintenance, String source) throws SQLException {
        Map<String, String> settings = new LinkedHashMap<>();
        try (PreparedStatement statement = maintenance.prepareStatement(SETTINGS)) {
            statement.setString(1, source);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    settings.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return settings;
    }

    private static void set(Connection maintenance, String name, String value) throws SQLException {
        try (PreparedStatement statement = maintenance.prepareStatement("SELECT set_config(?, ?, false)")) {
            statement.setString(1, name);
            statement.setString(2, value);
            statement.execute();
        }
    }
}
