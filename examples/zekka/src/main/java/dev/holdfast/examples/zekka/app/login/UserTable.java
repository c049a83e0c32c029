package dev.holdfast.examples.zekka.app.login;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.login.account.AccountTable;
import dev.holdfast.auth.login.account.LoginColumn;
import dev.holdfast.auth.password.store.PasswordTable;
import dev.holdfast.auth.table.KeyColumn;
import org.jooq.DSLContext;

/** What Zekka's own table of users says to login: it stays the one place where accounts are. */
public final class UserTable {
    /** Who logs in, by address or user name; switched off, unverified or locked as the table always had it. */
    public static final AccountTable ACCOUNTS = AccountTable.builder("public", "users", KeyColumn.bigint("id"))
            .login(LoginColumn.anyCase("email"))
            .login(LoginColumn.anyCase("username"))
            .disabledUnless("is_active")
            .unverifiedUnless("is_verified")
            .lockedUntil("locked_until")
            .build();

    /** Where passwords stand. */
    public static final PasswordTable PASSWORDS = PasswordTable.of(
                    "public", "users", KeyColumn.bigint("id"), "password_hash")
            .withChangedAt("password_changed_at")
            .withMustChange("must_change_password");

    private UserTable() {}

    static UserRef byName(DSLContext tx, String username) {
        return tx.fetchOptional("SELECT id::text FROM users WHERE username = ?", username)
                .map(row -> UserRef.of(row.get(0, String.class)))
                .orElseThrow(() -> new IllegalArgumentException("username must be somebody's, got " + username));
    }
}
