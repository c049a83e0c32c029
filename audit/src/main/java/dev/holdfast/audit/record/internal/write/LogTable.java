package dev.holdfast.audit.record.internal.write;

import dev.holdfast.audit.record.internal.row.EventRow;
import dev.holdfast.audit.record.internal.row.RowLayout;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.tx.HostTransaction;
import dev.holdfast.core.tx.SqlState;
import dev.holdfast.core.tx.TransactionRunner;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log's table, written to in transactions of its own: rows that are new, or rows that may be there. Thread-safe. */
final class LogTable {
    private static final String TEMPORARY = "pg_temp.holdfast_batch";

    /** Feature not supported: what COPY FROM answers to a role under row-level security (PostgreSQL, COPY, Notes). */
    private static final String NOT_SUPPORTED = "0A000";

    /** COPY takes two further round trips, which so few rows do not win back. */
    private static final int FEW = 4;

    private static final Logger LOG = LoggerFactory.getLogger(LogTable.class);

    private final AtomicBoolean copyIsRefused = new AtomicBoolean();
    private final TransactionRunner runner;
    private final String table;

    LogTable(TransactionRunner runner, Namespace namespace) {
        this.runner = runner;
        this.table = namespace.sql("audit_event");
    }

    /** Writes rows, all of them new: many by COPY, unless the server refuses that into the log; from then on by INSERT. */
    void insert(Rows rows) {
        if (copyIsRefused.get() || rows.isAtMost(FEW)) {
            insert(rows, connection -> new InsertLoader());
            return;
        }
        try {
            insert(rows, LogTable::loader);
        } catch (RuntimeException failure) {
            if (!SqlState.of(failure).filter(NOT_SUPPORTED::equals).isPresent()) {
                throw failure;
            }
            insert(rows, connection -> new InsertLoader());
            // What INSERT can do was COPY's matter. Said once, by whichever thread comes first.
            if (copyIsRefused.compareAndSet(false, true)) {
                LOG.warn(
                        "COPY into {} is refused [SQLSTATE {}], as under row-level security: events are written by"
                                + " INSERT from now on, which is slower; disable row-level security on the log",
                        table,
                        NOT_SUPPORTED);
            }
        }
    }

    private void insert(Rows rows, LoaderChoice choice) {
        runner.run(tx -> {
            long kept = HostTransaction.onConnection(
                    tx, connection -> choice.on(connection).load(connection, table, rows));
            requireAll(rows.all(), kept);
        });
    }

    /** Which loader a connection is written with. */
    @FunctionalInterface
    private interface LoaderChoice {
        RowLoader on(Connection connection) throws SQLException;
    }

    /**
     * Writes those of the rows that are not there. COPY has no ON CONFLICT: the rows go through a temporary table.
     *
     * @return the ids under which the log holds something else
     */
    Set<UUID> merge(List<EventRow> rows) {
        return runner.call(tx -> HostTransaction.onConnection(tx, connection -> merge(connection, rows)));
    }

    private Set<UUID> merge(Connection connection, List<EventRow> rows) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // Of the columns alone: a row that the log would refuse is refused by the log, one by one.
            statement.execute("CREATE TEMPORARY TABLE " + TEMPORARY + " ON COMMIT DROP AS SELECT " + RowLayout.list("")
                    + " FROM " + table + " WITH NO DATA");
            requireAll(rows, loader(connection).load(connection, TEMPORARY, rows));
            statement.execute("INSERT INTO " + table + " (" + RowLayout.list("") + ") SELECT " + RowLayout.list("")
                    + " FROM " + TEMPORARY + " ON CONFLICT (id) DO NOTHING");
            return foreign(statement, rows.size());
        }
    }

    /** A row that was there is ours only if it says the same; the origin may differ, and so may what the server fills in. */
    private Set<UUID> foreign(Statement statement, int given) throws SQLException {
        Set<UUID> ids = new HashSet<>();
        int found = 0;
        try (ResultSet row = statement.executeQuery("SELECT b.id, (" + withoutOrigin("b.") + ") IS DISTINCT FROM ("
                + withoutOrigin("e.") + ") FROM " + TEMPORARY + " b JOIN " + table + " e ON e.id = b.id")) {
            while (row.next()) {
                found++;
                if (row.getBoolean(2)) {
                    ids.add(row.getObject(1, UUID.class));
                }
            }
        }
        if (found != given) {
            throw new DroppedRowsException(table, found, given);
        }
        return ids;
    }

    private static String withoutOrigin(String prefix) {
        String all = RowLayout.list(prefix);
        return all.substring(0, all.lastIndexOf(','));
    }

    private void requireAll(List<EventRow> rows, long kept) {
        if (kept != rows.size()) {
            throw new DroppedRowsException(table, kept, rows.size());
        }
    }

    private static RowLoader loader(Connection connection) throws SQLException {
        try {
            return CopyLoader.supports(connection) ? new CopyLoader() : new InsertLoader();
        } catch (NoClassDefFoundError driverAbsent) {
            return new InsertLoader();
        }
    }
}
