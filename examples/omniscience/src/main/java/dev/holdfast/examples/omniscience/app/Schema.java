package dev.holdfast.examples.omniscience.app;

import dev.holdfast.audit.AuditSchema;
import dev.holdfast.auth.AuthSchema;
import dev.holdfast.auth.login.account.AccountTable;
import dev.holdfast.auth.login.account.LoginColumn;
import dev.holdfast.auth.password.store.PasswordTable;
import dev.holdfast.auth.table.KeyColumn;
import dev.holdfast.core.Namespace;
import dev.holdfast.migration.HostMigrations;
import dev.holdfast.migration.MigrationSchema;
import dev.holdfast.migration.MigrationSet;

/** What belongs into the database, and what its table of users says to login. */
public final class Schema {
    /** Where passwords stand. */
    public static final PasswordTable PASSWORDS =
            PasswordTable.of("public", "users", KeyColumn.uuid("id"), "password_hash");

    /** Who logs in: whoever has a row. */
    static final AccountTable ACCOUNTS = AccountTable.builder("public", "users", KeyColumn.uuid("id"))
            .login(LoginColumn.lowerCased("username"))
            .build();

    private Schema() {}

    /** Holdfast's own tables, and the one change that the application's table needs. */
    public static MigrationSet all() {
        return MigrationSet.in(Namespace.defaults())
                .withModules(MigrationSchema.module(), AuditSchema.module(), AuthSchema.module())
                .withHost(HostMigrations.in("public")
                        .withLocations("classpath:omniscience/migration")
                        .withUndoLocations("classpath:omniscience/undo"));
    }
}
