package dev.holdfast.migration.tenant;

import dev.holdfast.migration.sql.ReadOnlyTransaction;
import dev.holdfast.migration.sql.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * The histories of many tenants, compared without reading them: one query gives a digest for each.
 *
 * <p>Two tenants with equal digests have the same rows in the same order, but for who ran them, when and how long.
 */
record TenantHistories(DataSource dataSource, String table) {
    private static final String WITH_HISTORY = """
            SELECT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relname = ? AND c.relkind IN ('r', 'p') AND n.nspname = ANY (?)
            """;
    /** Tenants in one statement; the parser's memory grows with it. */
    private static final int BATCH = 500;

    /** The digest of each tenant that has a history. */
    Map<String, String> digests(List<String> tenants) {
        return ReadOnlyTransaction.read(dataSource, "compare the tenants' histories", connection -> {
            Set<String> present = withHistory(connection, tenants);
            List<String> asked = tenants.stream().filter(present::contains).toList();
            Map<String, String> digests = new HashMap<>();
            for (int from = 0; from < asked.size(); from += BATCH) {
                read(connection, asked.subList(from, Math.min(from + BATCH, asked.size())), digests);
            }
            return digests;
        });
    }

    private Set<String> withHistory(Connection connection, List<String> tenants) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(WITH_HISTORY)) {
            select.setString(1, table);
            select.setArray(2, connection.createArrayOf("text", tenants.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                Set<String> found = new HashSet<>();
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
                return found;
            }
        }
    }

    private void read(Connection connection, List<String> tenants, Map<String, String> digests) throws SQLException {
        String sql = tenants.stream().map(this::digest).collect(Collectors.joining(" UNION ALL "));
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery(sql)) {
            while (rows.next()) {
                digests.put(rows.getString(1), rows.getString(2));
            }
        }
    }

    private String digest(String tenant) {
        return "SELECT '" + tenant.replace("'", "''") + "', coalesce(encode(sha256(string_agg("
                + "convert_to(row(version, description, type, script, checksum, success)::text, 'UTF8'), '\\x0a'"
                + " ORDER BY installed_rank) FILTER (WHERE type <> 'SCHEMA')), 'hex'), '')"
                + " FROM " + new TableName(tenant, table).sql();
    }
}
