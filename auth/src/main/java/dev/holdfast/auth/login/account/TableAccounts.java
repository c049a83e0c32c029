package dev.holdfast.auth.login.account;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.internal.JoinedSql;
import dev.holdfast.auth.table.KeyColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directory over a host's own user table. Thread-safe. */
final class TableAccounts implements AccountDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(TableAccounts.class);

    private final AccountTable table;
    private final String find;
    private final String get;
    private final int timeBinds;

    TableAccounts(AccountTable table) {
        AccountSql sql = new AccountSql(table);
        this.table = table;
        this.find = sql.find();
        this.get = sql.get();
        this.timeBinds = sql.timeBinds();
    }

    static List<String> indexStatements(AccountTable table) {
        return new AccountSql(table).indexStatements();
    }

    @Override
    public Optional<Account> find(DSLContext tx, LoginName name, Instant now) {
        return tenant(name.tenantId()).flatMap(tenant -> {
            List<String> binds = new ArrayList<>();
            for (int i = 0; i < 2 * table.logins().size(); i++) {
                binds.add(name.text());
            }
            return one(tx, find, now, with(binds, tenant));
        });
    }

    @Override
    public Optional<Account> get(DSLContext tx, UserRef user, Instant now) {
        return tenant(user.tenantId())
                .flatMap(tenant -> table.id()
                        .canonical(user.userId())
                        .flatMap(id -> one(tx, get, now, with(new ArrayList<>(List.of(id)), tenant))));
    }

    private List<String> with(List<String> binds, String tenant) {
        if (table.tenant() != null) {
            binds.add(tenant);
        }
        return binds;
    }

    private Optional<String> tenant(String tenantId) {
        KeyColumn column = table.tenant();
        if (tenantId.isEmpty() != (column == null)) {
            throw new IllegalArgumentException("tenantId must be given exactly where the table has a tenant column,"
                    + " got '" + tenantId + "' for " + table.table());
        }
        return column == null ? Optional.of("") : column.canonical(tenantId);
    }

    private Optional<Account> one(DSLContext tx, String sql, Instant now, List<String> binds) {
        List<Row> rows = JoinedSql.rows(
                tx,
                sql,
                values -> {
                    for (int i = 0; i < timeBinds; i++) {
                        values.time(now);
                    }
                    values.texts(binds.toArray(String[]::new));
                },
                TableAccounts::row);
        if (rows.size() == 2 && rows.get(0).rank() == rows.get(1).rank()) {
            LOG.warn(
                    "accounts {} and {} of {} share a login name, so neither can log in: make the name unique",
                    rows.get(0).account().user().userId(),
                    rows.get(1).account().user().userId(),
                    table.table());
            return Optional.empty();
        }
        return rows.stream().findFirst().map(Row::account);
    }

    private static Row row(ResultSet row) throws SQLException {
        UserRef user = new UserRef(row.getString(2), row.getString(1));
        return new Row(new Account(user, AccountState.valueOf(row.getString(3))), row.getInt(4));
    }

    /** An account, and which of the login columns found it. */
    private record Row(Account account, int rank) {}
}
