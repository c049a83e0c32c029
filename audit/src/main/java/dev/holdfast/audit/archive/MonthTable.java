package dev.holdfast.audit.archive;

import dev.holdfast.audit.hold.internal.HoldSql;
import dev.holdfast.audit.partition.MonthPartition;
import dev.holdfast.core.Namespace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** The tables of months and how they hang together with the log. Names need no quotes. */
final class MonthTable {
    /** Who may read the log, one way of saying so for each. A month that is part of the log bears no grants of its own. */
    private static final String READERS = "SELECT format('%s SELECT ON TABLE %s %s %s', ?::text, ?::text, ?::text,"
            + " CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(r.rolname) END) FROM pg_class c"
            + " CROSS JOIN LATERAL aclexplode(c.relacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee"
            + " WHERE c.oid = to_regclass(?) AND a.privilege_type = 'SELECT' AND a.grantee <> c.relowner";

    private static final Pattern NAME = Pattern.compile(".*audit_event_(\\d{4})_(0[1-9]|1[0-2])");

    private final Namespace namespace;
    private final String parent;

    MonthTable(Namespace namespace) {
        this.namespace = namespace;
        this.parent = namespace.sql("audit_event");
    }

    /** Where a month's table is. */
    enum Place {
        /** A partition of the log. */
        ATTACHED,
        /** Left behind by a detachment that was ended half-way. */
        DETACHING,
        /** Beside the log. */
        ALONE,
        /** Not there. */
        GONE
    }

    String sql(YearMonth month) {
        return namespace.schema() + "." + MonthPartition.of(namespace, month).table();
    }

    /** The months that are in the log. */
    List<YearMonth> attached(Connection connection) throws SQLException {
        List<YearMonth> months = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT c.relname FROM pg_inherits i JOIN pg_class c"
                        + " ON c.oid = i.inhrelid WHERE i.inhparent = to_regclass('" + parent + "') ORDER BY 1")) {
            while (row.next()) {
                Matcher name = NAME.matcher(row.getString(1));
                if (name.matches()) {
                    YearMonth month = YearMonth.of(Integer.parseInt(name.group(1)), Integer.parseInt(name.group(2)));
                    // A partition of somebody else's making may end like a month, too.
                    if (MonthPartition.of(namespace, month).table().equals(name.group())) {
                        months.add(month);
                    }
                }
            }
        }
        return months;
    }

    Place place(Connection connection, YearMonth month) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT i.inhdetachpending FROM pg_class c"
                + " LEFT JOIN pg_inherits i ON i.inhrelid = c.oid AND i.inhparent = to_regclass(?)"
                + " WHERE c.oid = to_regclass(?)")) {
            select.setString(1, parent);
            select.setString(2, sql(month));
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Place.GONE;
                }
                boolean isPending = row.getBoolean(1);
                return row.wasNull() ? Place.ALONE : isPending ? Place.DETACHING : Place.ATTACHED;
            }
        }
    }

    boolean isHeld(Connection connection, YearMonth month) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + HoldSql.anyOf(namespace, sql(month)))) {
            return row.next() && row.getBoolean(1);
        }
    }

    /**
     * Detaches a month without locking writers or readers out, or ends a detachment that was begun.
     *
     * <p>Not on a transaction: PostgreSQL refuses CONCURRENTLY within one, since it commits in between and waits for whoever
     * uses the log (PostgreSQL manual, ALTER TABLE).
     *
     * <p>Whoever may read the log may then read the table: else a verifier could not tell an event that came late from one
     * that was deleted.
     */
    void detach(DataSource connections, YearMonth month, Place place, Duration timeout) throws SQLException {
        String how = place == Place.DETACHING ? " FINALIZE" : " CONCURRENTLY";
        try (Connection connection = connections.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(true);
            String before = lockTimeout(connection, timeout.toMillis() + "ms");
            try {
                readers(connection, month, "GRANT", "TO");
                execute(connection, "ALTER TABLE " + parent + " DETACH PARTITION " + sql(month) + how);
            } finally {
                if (place(connection, month) == Place.ATTACHED) {
                    readers(connection, month, "REVOKE", "FROM");
                }
                String unused = lockTimeout(connection, before);
                connection.setAutoCommit(autoCommit);
            }
        }
    }

    /** Makes a table that stands alone part of the log again. */
    void attach(Connection connection, YearMonth month) throws SQLException {
        MonthPartition partition = MonthPartition.of(namespace, month);
        execute(
                connection,
                "ALTER TABLE " + parent + " ATTACH PARTITION " + sql(month) + " FOR VALUES FROM ('" + partition.from()
                        + "') TO ('" + partition.until() + "')");
        readers(connection, month, "REVOKE", "FROM");
        sealAnew(connection, month);
        sealOnce(connection, month);
    }

    /**
     * Keeps the sealer from sealing rows of a month twice whose transactions are still to come for it: of another cluster, or
     * sealed while its snapshot did not show them yet.
     */
    void sealOnce(Connection connection, YearMonth month) throws SQLException {
        execute(
                connection,
                "UPDATE " + namespace.sql("audit_tree") + " t SET restored = true WHERE EXISTS (SELECT FROM "
                        + sql(month) + " e WHERE NOT pg_visible_in_snapshot(e.tx_id, t.snapshot))");
    }

    /**
     * Lets the sealer look for rows without a leaf, if the month brought any. While its table stood beside the log the
     * sealer went on, past transactions whose rows it could not see there.
     */
    private void sealAnew(Connection connection, YearMonth month) throws SQLException {
        execute(
                connection,
                "UPDATE " + namespace.sql("audit_tree") + " SET sweeping = true, restored = true WHERE EXISTS"
                        + " (SELECT FROM " + sql(month) + " e WHERE NOT EXISTS (SELECT FROM "
                        + namespace.sql("audit_leaf") + " l WHERE l.event_id = e.id))");
    }

    private void readers(Connection connection, YearMonth month, String verb, String whom) throws SQLException {
        List<String> statements = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(READERS)) {
            select.setString(1, verb);
            select.setString(2, sql(month));
            select.setString(3, whom);
            select.setString(4, parent);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    statements.add(row.getString(1));
                }
            }
        }
        for (String statement : statements) {
            execute(connection, statement);
        }
    }

    void drop(Connection connection, YearMonth month) throws SQLException {
        execute(connection, "DROP TABLE " + sql(month));
    }

    /** Sets it for the session, and gives what it was. */
    private static String lockTimeout(Connection connection, String value) throws SQLException {
        try (PreparedStatement set = connection.prepareStatement(
                "SELECT current_setting('lock_timeout'), set_config(" + "'lock_timeout', ?, false)")) {
            set.setString(1, value);
            try (ResultSet row = set.executeQuery()) {
                boolean unused = row.next();
                return row.getString(1);
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
