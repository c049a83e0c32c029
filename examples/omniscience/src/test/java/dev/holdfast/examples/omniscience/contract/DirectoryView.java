package dev.holdfast.examples.omniscience.contract;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.login.account.Account;
import dev.holdfast.auth.login.account.AccountDirectory;
import dev.holdfast.auth.login.account.AccountState;
import dev.holdfast.auth.login.account.LoginName;
import dev.holdfast.core.tx.HostTransaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Accounts behind a view: people have several names, and a ban ends by itself. Plain JDBC on the login's connection. */
final class DirectoryView implements AccountDirectory {
    static final String DDL = """
            CREATE TABLE person (id uuid PRIMARY KEY, left_at timestamptz, mail_confirmed boolean NOT NULL);
            CREATE TABLE person_name (name text NOT NULL, person uuid NOT NULL REFERENCES person);
            CREATE INDEX ON person_name (lower(name));
            CREATE TABLE ban (person uuid NOT NULL REFERENCES person, until timestamptz NOT NULL);
            CREATE VIEW login_account AS
            SELECT n.name, p.id::text AS id, p.left_at, p.mail_confirmed,
                   (SELECT max(b.until) FROM ban b WHERE b.person = p.id) AS banned_until
            FROM person p JOIN person_name n ON n.person = p.id
            """;

    private static final String SELECT = "SELECT id, left_at, mail_confirmed, banned_until FROM login_account WHERE ";

    @Override
    public Optional<Account> find(DSLContext tx, LoginName name, Instant now) {
        return one(tx, SELECT + "lower(name) = lower(?)", name.text(), now);
    }

    @Override
    public Optional<Account> get(DSLContext tx, UserRef user, Instant now) {
        return one(tx, SELECT + "id = ?", user.userId(), now);
    }

    /** A name that two people share finds neither; one person's several names are one. */
    private static Optional<Account> one(DSLContext tx, String sql, String bind, Instant now) {
        Set<Account> found = HostTransaction.onConnection(tx, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, bind);
                try (ResultSet row = statement.executeQuery()) {
                    Set<Account> accounts = new LinkedHashSet<>();
                    while (row.next()) {
                        accounts.add(new Account(UserRef.of(row.getString(1)), state(row, now)));
                    }
                    return accounts;
                }
            }
        });
        return found.size() == 1 ? found.stream().findFirst() : Optional.empty();
    }

    private static AccountState state(ResultSet row, Instant now) throws SQLException {
        if (row.getObject(2) != null) {
            return AccountState.DISABLED;
        }
        if (isAfter(row.getObject(4, OffsetDateTime.class), now)) {
            return AccountState.LOCKED;
        }
        return row.getBoolean(3) ? AccountState.ACTIVE : AccountState.UNVERIFIED;
    }

    /** At its last instant a ban is over. */
    private static boolean isAfter(@Nullable OffsetDateTime until, Instant now) {
        return until != null && until.toInstant().isAfter(now);
    }
}
