package dev.holdfast.migration.rehearse.probe;

import dev.holdfast.migration.statement.effect.LockMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Relations at one moment, by object id: name, storage, this transaction's counters, and the locks a session holds.
 *
 * <p>The marks that SERIALIZABLE leaves where it reads block nobody, and are left out. Object ids below 16384 are the server's own: the catalog is locked for moments by every statement, and says nothing.
 * Sources: PostgreSQL manual, §54.12 pg_locks, §53.11 pg_class, §28.2.26 Statistics Functions.
 */
record Look(Map<Long, Seen> relations, Map<Long, Set<LockMode>> locks) {
    private static final String RELATION = """
            SELECT %s::bigint, n.nspname, c.relname, c.relkind::text,
                   coalesce(pg_relation_filenode(c.oid), 0)::bigint,
                   pg_stat_get_xact_tuples_inserted(c.oid), pg_stat_get_xact_tuples_updated(c.oid),
                   pg_stat_get_xact_tuples_deleted(c.oid), pg_stat_get_xact_numscans(c.oid),
                   pg_stat_get_xact_tuples_returned(c.oid), %s
            """;
    private static final String EVERYTHING = RELATION.formatted("c.oid", "NULL") + """
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.oid >= 16384 AND c.relkind <> 't' AND n.nspname <> 'pg_toast'
            """;
    private static final String LOCKED = RELATION.formatted("l.relation", "l.mode") + """
            FROM pg_locks l LEFT JOIN (pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace) ON c.oid = l.relation
            WHERE l.pid = coalesce(nullif(?, 0), pg_backend_pid()) AND l.locktype = 'relation' AND l.granted
              AND l.mode <> 'SIReadLock' AND l.relation >= 16384 AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND n.nspname IS DISTINCT FROM 'pg_toast'
            """;

    /** A relation with what can be counted of it. */
    record Seen(Relation relation, long storage, RowCounts counts) {}

    /** Every relation of the database. */
    static Look atEverything(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(EVERYTHING)) {
            return read(statement);
        }
    }

    /** What the connection itself has locked; whatever it touched in this transaction is among it. */
    static Look atOwnLocks(Connection connection) throws SQLException {
        return atLocksOf(connection, 0);
    }

    /** What the session with this process id has locked; names are those that the asking connection sees. */
    static Look atLocksOf(Connection connection, int pid) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCKED)) {
            statement.setInt(1, pid);
            return read(statement);
        }
    }

    Optional<Seen> seen(long oid) {
        return Optional.ofNullable(relations.get(oid));
    }

    private static Look read(PreparedStatement statement) throws SQLException {
        Map<Long, Seen> relations = new HashMap<>();
        Map<Long, Set<LockMode>> locks = new TreeMap<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                long oid = row.getLong(1);
                String mode = row.getString(11);
                if (mode != null) {
                    locks.computeIfAbsent(oid, any -> EnumSet.noneOf(LockMode.class))
                            .add(LockMode.of(mode));
                }
                // A relation that this transaction has dropped is locked and has no name any more.
                if (row.getString(2) != null) {
                    relations.put(oid, seen(row));
                }
            }
        }
        return new Look(relations, locks);
    }

    private static Seen seen(ResultSet row) throws SQLException {
        Relation relation = new Relation(row.getString(2), row.getString(3), Relation.Kind.of(row.getString(4)), false);
        RowCounts counts =
                new RowCounts(row.getLong(6), row.getLong(7), row.getLong(8), row.getLong(9), row.getLong(10));
        return new Seen(relation, row.getLong(5), counts);
    }
}
