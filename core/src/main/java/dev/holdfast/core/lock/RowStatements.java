package dev.holdfast.core.lock;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.core.tx.HostTransaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The statements about one row, on plain JDBC, and what they mean. */
final class RowStatements {
    private final VersionedTable table;
    private final @Nullable ParentLink link;
    private final LockSql sql;
    private final ConflictRecorder recorder;

    RowStatements(VersionedTable table, @Nullable ParentLink link, ConflictRecorder recorder) {
        this.table = table;
        this.link = link;
        this.sql = new LockSql(table, link);
        this.recorder = recorder;
    }

    Optional<VersionedRow> read(DSLContext tx, RowKey key) {
        key.requireFor(table);
        return HostTransaction.onConnection(tx, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql.read())) {
                bind(statement, 1, key);
                try (ResultSet rows = statement.executeQuery()) {
                    // Without a connection: jOOQ only maps the types here.
                    return DSL.using(SQLDialect.POSTGRES).fetch(rows).stream()
                            .findFirst()
                            .map(found -> row(key, found));
                }
            }
        });
    }

    Verdict update(DSLContext tx, RowKey key, long version, Changes changes) {
        key.requireFor(table);
        changes.requireFor(table, link);
        String text = sql.update(changes.columns());
        return decide(
                tx, connection -> change(connection, text, changes.values().values(), key, version));
    }

    Verdict delete(DSLContext tx, RowKey key, long version) {
        key.requireFor(table);
        return decide(tx, connection -> change(connection, sql.delete(), List.of(), key, version));
    }

    OptionalLong advance(DSLContext tx, RowKey key) {
        key.requireFor(table);
        return HostTransaction.onConnection(tx, connection -> oneLong(connection, sql.advance(), key));
    }

    private Verdict decide(DSLContext tx, HostTransaction.JdbcWork<Verdict> change) {
        Verdict verdict;
        try {
            verdict = HostTransaction.onConnection(tx, change);
        } catch (DatabaseException e) {
            return new Verdict.Dead(recorder.conflict(e), e);
        }
        // Outside the try: a conflict of the audit log's own transaction is not one of the caller's.
        if (verdict instanceof Verdict.Lost lost) {
            recorder.loser(tx, lost.loser());
        }
        return verdict;
    }

    private VersionedRow row(RowKey key, Record row) {
        Long version = row.get(table.versionColumn(), Long.class);
        if (version == null) {
            throw new IllegalStateException("column " + table.versionColumn() + " of " + table.noun() + " " + key
                    + " must not be null: fill it and declare it NOT NULL");
        }
        return new VersionedRow(table, key, version, row);
    }

    private Verdict change(Connection connection, String change, Collection<?> values, RowKey key, long version)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(link == null ? change : sql.touching(change, link))) {
            int index = 1;
            for (Object value : values) {
                SqlValue.bind(statement, index++, value);
            }
            statement.setLong(bind(statement, index, key), version);
            if (link != null) {
                try (ResultSet counts = statement.executeQuery()) {
                    counts.next();
                    if (counts.getInt(1) > 0) {
                        return new Verdict.Done(oneLong(counts, 2));
                    }
                }
            } else if (statement.executeUpdate() > 0) {
                return new Verdict.Done(OptionalLong.empty());
            }
        }
        OptionalLong seen = oneLong(connection, sql.look(), key);
        return new Verdict.Lost(table, BulkResult.Loser.of(key, version, seen));
    }

    private static OptionalLong oneLong(Connection connection, String text, RowKey key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            bind(statement, 1, key);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? oneLong(rows, 1) : OptionalLong.empty();
            }
        }
    }

    private static OptionalLong oneLong(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    @CanIgnoreReturnValue
    private static int bind(PreparedStatement statement, int from, RowKey key) throws SQLException {
        int index = from;
        for (Object value : key.values()) {
            SqlValue.bind(statement, index++, value);
        }
        return index;
    }
}
