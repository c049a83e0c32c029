package dev.holdfast.examples.omniscience.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.login.account.AccountDirectory;
import dev.holdfast.auth.login.account.AccountDirectoryContract;
import dev.holdfast.auth.login.account.AccountState;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DirectoryViewContractTest extends AccountDirectoryContract {
    private final TestDatabase database = EmbeddedPostgres.shared().createDatabase();
    private final AccountDirectory directory = new DirectoryView();

    @BeforeEach
    void create() throws SQLException {
        database.execute(DirectoryView.DDL);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected AccountDirectory directory() {
        return directory;
    }

    @Override
    protected TestDatabase database() {
        return database;
    }

    @Override
    protected String tenant() {
        return "";
    }

    @Override
    protected String add(String name, AccountState state) throws SQLException {
        String id = UUID.randomUUID().toString();
        database.execute("INSERT INTO person VALUES ('%s', %s, %s); INSERT INTO person_name VALUES ('%s', '%s')"
                .formatted(
                        id,
                        state == AccountState.DISABLED ? "'2026-01-01Z'" : "NULL",
                        state != AccountState.UNVERIFIED,
                        name,
                        id));
        database.execute("INSERT INTO ban VALUES ('%s', '%s')"
                .formatted(id, state == AccountState.LOCKED ? NOW.plusNanos(1000) : NOW));
        return id;
    }

    @Test
    void find_nameThatTwoPeopleShare_findsNeither() throws SQLException {
        String ada = add("ada@shop.example", AccountState.ACTIVE);
        String eve = add("eve@shop.example", AccountState.ACTIVE);
        database.execute("INSERT INTO person_name VALUES ('twin', '%s'), ('Twin', '%s'), ('ADA', '%s'), ('ada', '%s')"
                .formatted(ada, eve, ada, ada));

        assertThat(find("twin")).isEmpty();
        assertThat(find("ada")).isEqualTo(find("ada@shop.example")).isPresent();
    }
}
