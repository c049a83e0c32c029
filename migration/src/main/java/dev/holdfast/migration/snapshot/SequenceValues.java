package dev.holdfast.migration.snapshot;

import dev.holdfast.migration.sql.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where sequences stand: the last value, and whether it has been handed out.
 *
 * <p>Read from the sequences themselves. The view {@code pg_sequences} says "none" for any value not handed out yet, and
 * so cannot tell a fresh sequence from one that was set. No snapshot fixes them: a value that another session draws shows
 * at once. Source: PostgreSQL manual, §9.17 Sequence Manipulation Functions.
 */
public final class SequenceValues {
    private static final String SEQUENCES = """
            SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'S' AND n.nspname = ANY (?)
            """;

    private SequenceValues() {}

    /**
     * Reads every sequence of some schemas.
     *
     * <p><em>Transaction.</em> Joins.
     *
     * @param connection the connection
     * @param schemas the schemas' names
     * @return {@code value 5}, or {@code value 5 next} when that is handed out next, by the sequence's name
     * @throws SQLException when one cannot be read
     */
    public static SortedMap<TableName, String> read(Connection connection, Collection<String> schemas)
            throws SQLException {
        TreeMap<TableName, String> values = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement(SEQUENCES)) {
            select.setArray(1, connection.createArrayOf("text", schemas.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    values.put(new TableName(rows.getString(1), rows.getString(2)), "");
                }
            }
        }
        if (!values.isEmpty()) {
            fill(connection, values);
        }
        return values;
    }

    private static void fill(Connection connection, SortedMap<TableName, String> values) throws SQLException {
        String union = values.keySet().stream()
                .map(name -> "SELECT '" + name.schema().replace("'", "''") + "', '"
                        + name.name().replace("'", "''")
                        + "', 'value ' || last_value || CASE WHEN is_called THEN '' ELSE ' next' END FROM "
                        + name.sql())
                .collect(Collectors.joining(" UNION ALL "));
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery(union)) {
            while (rows.next()) {
                values.put(new TableName(rows.getString(1), rows.getString(2)), rows.getString(3));
            }
        }
    }
}
