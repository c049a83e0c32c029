package dev.holdfast.auth.password.store;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.internal.Binds;
import dev.holdfast.auth.internal.JoinedSql;
import java.sql.SQLException;
import java.time.Instant;
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
        return rows(tx, sql.find(), binds -> bind(binds, key)).stream().findFirst();
    }

    @Override
    public boolean replace(DSLContext tx, StoredPassword expected, String text) {
        return update(
                tx,
                sql.replace(),
                binds -> bind(binds.texts(text), key(expected.user())).text(expected.text()));
    }

    @Override
    public boolean set(DSLContext tx, UserRef user, String text, Instant at) {
        return update(tx, sql.set(), binds -> {
            binds.texts(text);
            if (table.changedAtColumn() != null) {
                binds.time(at);
            }
            bind(binds, key(user));
        });
    }

    @Override
    public boolean requireChange(DSLContext tx, UserRef user) {
        if (table.mustChangeColumn() == null) {
            throw new IllegalStateException(
                    "table " + table.table() + " keeps no must-change mark: map a mustChange column");
        }
        return update(tx, sql.requireChange(), binds -> bind(binds, key(user)));
    }

    @Override
    public List<StoredPassword> lockNext(DSLContext own, @Nullable UserRef after, String done, int limit) {
        return rows(
                own,
                sql.lockNext(after == null),
                binds -> behind(binds.texts(done, done), after).number(limit));
    }

    @Override
    public List<StoredPassword> next(DSLContext tx, @Nullable UserRef after, int limit) {
        return rows(tx, sql.next(after == null), binds -> behind(binds, after).number(limit));
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

    @CanIgnoreReturnValue
    private Binds bind(Binds binds, RowKey key) throws SQLException {
        if (table.tenant() != null) {
            binds.text(key.tenant());
        }
        return binds.text(key.id());
    }

    private Binds behind(Binds binds, @Nullable UserRef after) throws SQLException {
        return after == null ? binds : bind(binds, key(after));
    }

    private static boolean update(DSLContext tx, String text, JoinedSql.Binding binding) {
        return JoinedSql.update(tx, text, binding) == 1;
    }

    private static List<StoredPassword> rows(DSLContext tx, String text, JoinedSql.Binding binding) {
        return JoinedSql.rows(tx, text, binding, row -> {
            UserRef user = new UserRef(row.getString(1), row.getString(2));
            return new StoredPassword(user, row.getString(3), row.getBoolean(4));
        });
    }
}
