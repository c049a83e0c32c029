package dev.holdfast.auth.password.store;

import dev.holdfast.auth.UserRef;
import dev.holdfast.core.tx.HostTransaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The store over a host's own user table. Thread-safe. */
final class TablePasswords implements PasswordStore {
    private final PasswordSql sql;
    private final PasswordTable table;

    TablePasswords(PasswordTable table) {
        this.table = table;
        this.sql = new PasswordSql(table);
    }

    /** A user's key as PostgreSQL prints it; nulls when nobody can have it, which matches no row. */
    private record RowKey(@Nullable String tenant, @Nullable String id) {}

    @Override
    public Optional<StoredPassword> find(DSLContext tx, @Nullable UserRef user) {
        RowKey key = key(user);
        return rows(tx, sql.find(), statement -> {
                    var unused = bind(statement, 1, key);
                })
                .stream()
                .findFirst();
    }

    @Override
    public boolean replace(DSLContext tx, StoredPassword expected, String text) {
        return update(tx, sql.replace(), statement -> {
            statement.setString(1, text);
            int next = bind(statement, 2, key(expected.user()));
            statement.setString(next, expected.text());
        });
    }

    @Override
    public boolean set(DSLContext tx, UserRef user, String text, Instant at) {
        return update(tx, sql.set(), statement -> {
            statement.setString(1, text);
            int next = 2;
            if (table.changedAtColumn() != null) {
                statement.setObject(next++, at.atOffset(ZoneOffset.UTC));
            }
            var unused = bind(statement, next, key(user));
        });
    }

    @Override
    public boolean requireChange(DSLContext tx, UserRef user) {
        if (table.mustChangeColumn() == null) {
            throw new IllegalStateException(
                    "table " + table.table() + " keeps no must-change mark: map a mustChange column");
        }
        return update(tx, sql.requireChange(), statement -> {
            var unused = bind(statement, 1, key(user));
        });
    }

    @Override
    public List<StoredPassword> lockNext(DSLContext own, @Nullable UserRef after, String done, int limit) {
        return rows(own, sql.lockNext(after == null), statement -> {
            statement.setString(1, done);
            statement.setString(2, done);
            int next = after == null ? 3 : bind(statement, 3, key(after));
            statement.setInt(next, limit);
        });
    }

    @Override
    public List<StoredPassword> next(DSLContext tx, @Nullable UserRef after, int limit) {
        return rows(tx, sql.next(after == null), statement -> {
            int next = after == null ? 1 : bind(statement, 1, key(after));
            statement.setInt(next, limit);
        });
    }

    private RowKey key(@Nullable UserRef user) {
        if (user == null) {
            return new RowKey(null, null);
        }
        if (table.tenant() == null && !user.tenantId().isEmpty()) {
            throw new IllegalArgumentException("tenantId must be empty, since " + table.table()
                    + " is mapped without a tenant column, got '" + user.tenantId() + "'");
        }
        String tenant = table.tenant() == null
                ? null
                : table.tenant().canonical(user.tenantId()).orElse(null);
        return new RowKey(tenant, table.id().canonical(user.userId()).orElse(null));
    }

    private int bind(PreparedStatement statement, int from, RowKey key) throws SQLException {
        int next = from;
        if (table.tenant() != null) {
            statement.setString(next++, key.tenant());
        }
        statement.setString(next++, key.id());
        return next;
    }

    /** Sets the parameters of a statement. */
    @FunctionalInterface
    private interface Binds {
        void on(PreparedStatement statement) throws SQLException;
    }

    private static boolean update(DSLContext tx, String text, Binds binds) {
        return HostTransaction.onConnection(tx, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(text)) {
                binds.on(statement);
                return statement.executeUpdate() == 1;
            }
        });
    }

    private static List<StoredPassword> rows(DSLContext tx, String text, Binds binds) {
        return HostTransaction.onConnection(tx, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(text)) {
                binds.on(statement);
                List<StoredPassword> found = new ArrayList<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        UserRef user = new UserRef(row.getString(1), row.getString(2));
                        found.add(new StoredPassword(user, row.getString(3), row.getBoolean(4)));
                    }
                }
                return List.copyOf(found);
            }
        });
    }
}
