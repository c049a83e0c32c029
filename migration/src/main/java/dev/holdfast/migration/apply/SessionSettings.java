package dev.holdfast.migration.apply;

import dev.holdfast.migration.sql.SqlStatement;
import dev.holdfast.migration.sql.SqlToken;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a session had set when it came: scripts set a dozen things, and a pooled connection goes back without them. */
public final class SessionSettings {
    private static final Set<String> SETTING = Set.of("set", "reset", "discard", "do", "select", "call", "with");

    private final Map<String, String> values;

    private SessionSettings(Map<String, String> values) {
        this.values = values;
    }

    static SessionSettings of(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery(
                        "SELECT name, current_setting(name) FROM pg_catalog.pg_settings WHERE source = 'session'"
                                + " AND context IN ('user', 'superuser') AND name NOT LIKE 'transaction\\_%'")) {
            Map<String, String> found = new TreeMap<>();
            while (rows.next()) {
                found.put(rows.getString(1), rows.getString(2));
            }
            return new SessionSettings(found);
        }
    }

    /**
     * Whether a script may leave settings behind: pg_dump's files set a dozen.
     *
     * @param statements the script
     * @return true when it sets, or calls what may set
     */
    public static boolean mayBeLeftBy(List<SqlStatement> statements) {
        return statements.stream().anyMatch(statement -> {
            SqlToken first = statement.tokens().get(0);
            return first.kind() != SqlToken.Kind.WORD
                    || SETTING.contains(first.text().toLowerCase(Locale.ROOT));
        });
    }

    /** In one message where the session had set nothing, as most do: it follows every script that may have. */
    void giveBack(Connection connection, List<String> ownRole) throws SQLException {
        try (Statement reset = connection.createStatement()) {
            for (String own : ownRole) {
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
            setAgain(connection);
            connection.commit();
        }
    }

    private void setAgain(Connection connection) throws SQLException {
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
