package dev.holdfast.auth.login.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.UserRef;
import dev.holdfast.testkit.StatementSpy;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link AccountDirectory} has to pass; a host extends it for its own. Each test begins with no account. */
public abstract class AccountDirectoryContract {
    /** The present time of the tests. */
    protected static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    /** For the children. */
    protected AccountDirectoryContract() {}

    /**
     * The directory under test.
     *
     * @return the same one throughout a test
     */
    protected abstract AccountDirectory directory();

    /**
     * The database it works on.
     *
     * @return of this test alone
     */
    protected abstract TestDatabase database();

    /**
     * The tenant the accounts are in.
     *
     * @return its id; empty without tenants
     */
    protected abstract String tenant();

    /**
     * Adds an account, committed.
     *
     * @param name its login name
     * @param state its state at {@link #NOW}
     * @return its id
     */
    protected abstract String add(String name, AccountState state) throws SQLException;

    @ParameterizedTest
    @EnumSource(AccountState.class)
    void find_knownName_givesUserAndState(AccountState state) throws SQLException {
        Account account = new Account(new UserRef(tenant(), add("ada@shop.example", state)), state);
        var unused = add("bob@shop.example", AccountState.ACTIVE);

        assertThat(find("ada@shop.example")).contains(account);
        assertThat(get(account.user())).contains(account);
    }

    @Test
    void find_otherCaseOrSpaceAround_findsTheSame() throws SQLException {
        var unused = add("Ada@shop.example".toLowerCase(Locale.ROOT), AccountState.ACTIVE);

        assertThat(find("  ADA@Shop.Example ")).isPresent().isEqualTo(find("ada@shop.example"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "%",
                "_da@shop.example",
                "ada@shop.example' OR '1'='1",
                "ada@shop.example\0",
                "ada@shop.example?",
                "nobody"
            })
    void find_nameThatNobodyHas_isEmpty(String name) throws SQLException {
        var unused = add("ada@shop.example", AccountState.ACTIVE);

        assertThat(find(name)).isEmpty();
    }

    @Test
    void find_overlongName_isEmpty() throws SQLException {
        String longest = "a".repeat(LoginName.MAX_LENGTH);
        var unused = add(longest, AccountState.ACTIVE);

        assertThat(find(longest)).isPresent();
        assertThat(find(longest + "b")).isEmpty();
    }

    @Test
    void get_idThatNobodyHas_isEmpty() throws SQLException {
        var unused = add("ada@shop.example", AccountState.ACTIVE);

        for (String id : List.of("-1", "0", "nobody", "00000000-0000-0000-0000-000000000000", "' OR true --")) {
            assertThat(get(new UserRef(tenant(), id))).as(id).isEmpty();
        }
    }

    @Test
    void findAndGet_tenantThatNobodyHas_areEmpty() throws SQLException {
        String id = add("ada@shop.example", AccountState.ACTIVE);
        assertThat(get(new UserRef(tenant(), id))).isPresent();

        if (!tenant().isEmpty()) {
            LoginName elsewhere = new LoginName("no such tenant", "ada@shop.example");
            assertThat(in((tx, now) -> directory().find(tx, elsewhere, now))).isEmpty();
            assertThat(get(new UserRef("no such tenant", id))).isEmpty();
        }
    }

    @Test
    void find_anyName_runsTheSameStatementsAndJoins() throws SQLException {
        var unused = add("ada@shop.example", AccountState.ACTIVE);
        try (Connection connection = database().connect()) {
            connection.setAutoCommit(false);
            StatementSpy spy = StatementSpy.on(connection);
            DSLContext tx = DSL.using(spy.connection(), SQLDialect.POSTGRES);

            assertThat(directory().find(tx, new LoginName(tenant(), "ada@shop.example"), NOW))
                    .isPresent();
            List<String> known = spy.statements();
            spy.reset();
            assertThat(directory().find(tx, new LoginName(tenant(), "nobody@shop.example"), NOW))
                    .isEmpty();

            assertThat(spy.statements()).isNotEmpty().isEqualTo(known);
            assertThat(spy.transactionCalls()).isEmpty();
            connection.rollback();
        }
    }

    /** Finds in a transaction of its own. */
    protected final Optional<Account> find(String name) throws SQLException {
        return in((tx, now) -> directory().find(tx, new LoginName(tenant(), name), now));
    }

    /** Gets in a transaction of its own. */
    protected final Optional<Account> get(UserRef user) throws SQLException {
        return in((tx, now) -> directory().get(tx, user, now));
    }

    private Optional<Account> in(BiFunction<DSLContext, Instant, Optional<Account>> lookup) throws SQLException {
        try (Connection connection = database().connect()) {
            connection.setAutoCommit(false);
            DSLContext tx = DSL.using(connection, SQLDialect.POSTGRES);
            Optional<Account> found = lookup.apply(tx, NOW);
            // An error swallowed inside would have ended the transaction.
            assertThat(tx.fetchValue("SELECT 1")).isEqualTo(1);
            connection.rollback();
            return found;
        }
    }
}
