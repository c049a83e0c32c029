package dev.holdfast.audit.partition;

import dev.holdfast.audit.internal.GuardTrigger;
import dev.holdfast.core.Namespace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The statements about partitions. Names need no quotes: a {@link Namespace} holds plain identifiers only. */
final class PartitionDdl {
    private static final String FIND = """
            SELECT i.inhparent = to_regclass(?) AS attached, i.inhdetachpending, pg_get_expr(c.relpartbound, c.oid)
            FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
            WHERE n.nspname = ? AND c.relname = ?""";

    /** Whether the log is hardened, and who owns it. */
    private static final String LOG = """
            SELECT quote_ident(pg_get_userbyid(c.relowner)),
                   EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = ?)
            FROM pg_class c WHERE c.oid = to_regclass(?)""";

    /** Statements that take back what a role has on a month and not on the log; of a hardened log, all of it. */
    private static final String SURPLUS = """
            SELECT format('REVOKE %s ON %s FROM %s', x.privilege_type, c.oid::regclass,
                          CASE WHEN x.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(x.grantee)) END)
            FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) x
            WHERE c.oid = to_regclass(?) AND x.grantee <> c.relowner
              AND (? OR NOT EXISTS (SELECT FROM pg_class p CROSS JOIN LATERAL aclexplode(p.relacl) y
                              WHERE p.oid = to_regclass(?) AND y.grantee = x.grantee
                                AND y.privilege_type = x.privilege_type))
            ORDER BY 1""";

    private final Namespace namespace;
    private final String parent;

    PartitionDdl(Namespace namespace) {
        this.namespace = namespace;
        this.parent = namespace.sql("audit_event");
    }

    /**
     * Lets one node at a time go on, for the rest of its transaction.
     *
     * <p>It is the lock that ATTACH takes anyway: readers and writers pass. Unlike a query for an advisory lock, LOCK
     * takes no snapshot, so that at REPEATABLE READ, too, what comes after it sees what the node before has made.
     */
    void lock(Connection connection, Duration timeout) throws SQLException {
        execute(connection, "SET LOCAL lock_timeout = " + timeout.toMillis());
        execute(connection, "LOCK TABLE ONLY " + parent + " IN SHARE UPDATE EXCLUSIVE MODE");
    }

    /** Whether the month is there as it should be; throws when something else has its name. */
    boolean exists(Connection connection, MonthPartition partition) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setString(1, parent);
            statement.setString(2, namespace.schema());
            statement.setString(3, partition.table());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return false;
                }
                Optional<String> wrong = wrong(partition, row);
                if (wrong.isPresent()) {
                    throw new PartitionStateException(partition, wrong.get());
                }
                return true;
            }
        }
    }

    /** Made alone and then attached: CREATE … PARTITION OF would lock out every writer of the log. */
    void create(Connection connection, MonthPartition partition) throws SQLException {
        String table = namespace.schema() + "." + partition.table();
        execute(connection, "CREATE TABLE " + table + " (LIKE " + parent + " INCLUDING ALL)");
        Log log = log(connection);
        // Default privileges may have granted DELETE on it: whoever may not alter the log must not alter a month of it.
        for (String revoke : surplus(connection, table, log.isHardened())) {
            execute(connection, revoke);
        }
        if (log.isHardened()) {
            harden(connection, table, log.owner());
        }
        execute(connection, "ALTER TABLE " + parent + " ATTACH PARTITION " + table + " " + partition.bound());
    }

    /**
     * What a month takes over from the log.
     *
     * @param owner who owns the log, quoted
     * @param isHardened whether the log refuses to be changed, and so must its months
     */
    private record Log(String owner, boolean isHardened) {}

    private Log log(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOG)) {
            statement.setString(1, GuardTrigger.LOG.trigger());
            statement.setString(2, parent);
            try (ResultSet row = statement.executeQuery()) {
                boolean unused = row.next();
                return new Log(row.getString(1), row.getBoolean(2));
            }
        }
    }

    /** Before it is attached, so that no month of a hardened log is ever open. */
    private void harden(Connection connection, String table, String owner) throws SQLException {
        for (GuardTrigger trigger : GuardTrigger.ofMonth()) {
            execute(connection, trigger.create(namespace, table));
            execute(connection, trigger.enable(table));
        }
        execute(connection, "ALTER TABLE " + table + " OWNER TO " + owner);
    }

    private List<String> surplus(Connection connection, String table, boolean all) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SURPLUS)) {
            statement.setString(1, table);
            statement.setBoolean(2, all);
            statement.setString(3, parent);
            try (ResultSet rows = statement.executeQuery()) {
                List<String> revokes = new ArrayList<>();
                while (rows.next()) {
                    revokes.add(rows.getString(1));
                }
                return revokes;
            }
        }
    }

    private static Optional<String> wrong(MonthPartition partition, ResultSet row) throws SQLException {
        if (!row.getBoolean(1)) {
            return Optional.of("is not attached to the log");
        }
        if (row.getBoolean(2)) {
            return Optional.of("is being detached from the log");
        }
        String bound = row.getString(3);
        return partition.bound().equals(bound) ? Optional.empty() : Optional.of("is attached " + bound);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
