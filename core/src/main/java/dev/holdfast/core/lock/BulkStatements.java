package dev.holdfast.core.lock;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.core.Require;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.core.tx.HostTransaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The statements about many rows, on plain JDBC: one for each set of columns, and one look at the losers. */
final class BulkStatements {
    private final VersionedTable table;
    private final @Nullable ParentLink link;
    private final LockSql sql;
    private final ConflictRecorder recorder;

    BulkStatements(VersionedTable table, @Nullable ParentLink link, ConflictRecorder recorder) {
        this.table = table;
        this.link = link;
        this.sql = new LockSql(table, link);
        this.recorder = recorder;
    }

    BulkResult update(DSLContext tx, List<RowUpdate> rows) {
        requireFor(rows);
        BulkResult.Applied applied;
        try {
            applied = HostTransaction.onConnection(tx, connection -> update(connection, rows));
        } catch (DatabaseException e) {
            return new UpdateResult.Conflict(recorder.conflict(e));
        }
        recorder.losers(tx, applied.losers());
        return applied;
    }

    private void requireFor(List<RowUpdate> rows) {
        Require.between("number of rows", rows.size(), 0, OptimisticLock.MAX_BULK);
        Set<RowKey> keys = new HashSet<>();
        for (RowUpdate row : rows) {
            row.key().requireFor(table);
            row.changes().requireFor(table, link);
            if (!keys.add(row.key())) {
                throw new IllegalArgumentException(
                        table.noun() + " " + row.key() + " must be named once in a bulk update");
            }
        }
    }

    private BulkResult.Applied update(Connection connection, List<RowUpdate> rows) throws SQLException {
        BitSet changed = new BitSet(rows.size());
        for (List<Integer> group : byColumns(rows)) {
            change(connection, rows, group, changed);
        }
        List<BulkResult.Winner> winners = new ArrayList<>();
        List<RowUpdate> refused = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            RowUpdate row = rows.get(i);
            if (changed.get(i)) {
                winners.add(new BulkResult.Winner(row.key(), row.version() + 1));
            } else {
                refused.add(row);
            }
        }
        return new BulkResult.Applied(winners, refused.isEmpty() ? List.of() : look(connection, refused));
    }

    private void change(Connection connection, List<RowUpdate> rows, List<Integer> group, BitSet changed)
            throws SQLException {
        List<RowUpdate> members = group.stream().map(rows::get).toList();
        List<String> columns = List.copyOf(members.get(0).changes().columns());
        try (PreparedStatement statement = connection.prepareStatement(sql.updateAll(columns))) {
            int index = bindKeysAndVersions(statement, members);
            for (String column : columns) {
                index = bind(
                        statement,
                        index,
                        column,
                        members,
                        row -> row.changes().values().get(column));
            }
            try (ResultSet positions = statement.executeQuery()) {
                while (positions.next()) {
                    changed.set(group.get(positions.getInt(1) - 1));
                }
            }
        }
    }

    private List<BulkResult.Loser> look(Connection connection, List<RowUpdate> refused) throws SQLException {
        Map<Integer, Long> found = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql.lookAll())) {
            bindKeysAndVersions(statement, refused);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getInt(1) - 1, rows.getLong(2));
                }
            }
        }
        List<BulkResult.Loser> losers = new ArrayList<>();
        for (int i = 0; i < refused.size(); i++) {
            RowUpdate row = refused.get(i);
            Long version = found.get(i);
            losers.add(BulkResult.Loser.of(
                    row.key(), row.version(), version == null ? OptionalLong.empty() : OptionalLong.of(version)));
        }
        return losers;
    }

    @CanIgnoreReturnValue
    private int bindKeysAndVersions(PreparedStatement statement, List<RowUpdate> rows) throws SQLException {
        int index = 1;
        for (int i = 0; i < table.keyColumns().size(); i++) {
            int part = i;
            index = bind(
                    statement,
                    index,
                    table.keyColumns().get(i),
                    rows,
                    row -> row.key().values().get(part));
        }
        return bind(statement, index, table.versionColumn(), rows, RowUpdate::version);
    }

    private static int bind(
            PreparedStatement statement,
            int index,
            String column,
            List<RowUpdate> rows,
            Function<RowUpdate, @Nullable Object> value)
            throws SQLException {
        List<@Nullable Object> values = new ArrayList<>(rows.size());
        rows.forEach(row -> values.add(value.apply(row)));
        SqlValue.bind(statement, index, SqlValue.arrayOf(column, values));
        return index + 1;
    }

    private static Iterable<List<Integer>> byColumns(List<RowUpdate> rows) {
        Map<Object, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            groups.computeIfAbsent(rows.get(i).changes().columns(), columns -> new ArrayList<>())
                    .add(i);
        }
        return groups.values();
    }
}
