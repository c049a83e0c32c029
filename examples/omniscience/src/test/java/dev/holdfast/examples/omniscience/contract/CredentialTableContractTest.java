package dev.holdfast.examples.omniscience.contract;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.password.store.PasswordStore;
import dev.holdfast.auth.password.store.PasswordStoreContract;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class CredentialTableContractTest extends PasswordStoreContract {
    private final TestDatabase database = EmbeddedPostgres.shared().createDatabase();
    private final PasswordStore store = new CredentialTable();

    @BeforeEach
    void create() throws SQLException {
        database.execute(CredentialTable.DDL);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected PasswordStore store() {
        return store;
    }

    @Override
    protected TransactionRunner runner() {
        return TransactionRunner.over(database.dataSource());
    }

    @Override
    @CanIgnoreReturnValue
    protected UserRef insert(@Nullable String hash) {
        return runner().call(tx -> {
            String id = String.valueOf(tx.fetchValue("INSERT INTO person DEFAULT VALUES RETURNING id"));
            int unused = hash == null ? 0 : tx.execute("INSERT INTO credential VALUES (" + id + ", ?)", hash);
            return UserRef.of(id);
        });
    }

    @Override
    protected UserRef stranger() {
        return UserRef.of("4711");
    }
}
