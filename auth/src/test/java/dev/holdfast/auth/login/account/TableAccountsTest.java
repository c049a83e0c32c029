package dev.holdfast.auth.login.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.table.KeyColumn;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The port's contract over every kind of key, in several schemas, with tenants and without. */
class TableAccountsTest {
    private static final String HERE = "7b1f0f0e-0000-4000-8000-000000000001";
    private static final String ELSEWHERE = "7b1f0f0e-0000-4000-8000-000000000002";

    @TestInstance(Lifecycle.PER_CLASS)
    abstract static class Shape extends AccountDirectoryContract {
        private final String schema;
        private final KeyColumn id;
        private final boolean hasTenants;
        private TestDatabase database;
        private int number;

        Shape(String schema, KeyColumn id, boolean hasTenants) {
            this.schema = schema;
            this.id = id;
            this.hasTenants = hasTenants;
        }

        @BeforeAll
        void start() throws SQLException {
            database = EmbeddedPostgres.shared().createDatabase();
            String type = id.type().name().toLowerCase(Locale.ROOT);
            database.execute("CREATE SCHEMA IF NOT EXISTS \"" + schema + "\"; CREATE TABLE " + table() + " (\""
                    + id.column()
                    + "\" " + type + " PRIMARY KEY, tenant_id uuid NOT NULL, email text NOT NULL, \"userName\" text,"
                    + " is_active boolean, confirmed_at timestamptz, locked_until timestamptz, status text)");
            for (String statement : mapping().indexStatements()) {
                database.execute(statement.replace(" CONCURRENTLY", ""));
            }
        }

        @BeforeEach
        void empty() throws SQLException {
            database.execute("TRUNCATE " + table());
        }

        @AfterAll
        void close() {
            database.close();
        }

        private String table() {
            return "\"" + schema + "\".\"user\"";
        }

        private AccountTable mapping() {
            AccountTable.Builder mapping = AccountTable.builder(schema, "user", id)
                    .login(LoginColumn.anyCase("email"))
                    .login(LoginColumn.lowerCased("userName"))
                    .disabledUnless("is_active")
                    .state(new StateColumn("status", StateColumn.Test.OTHER_THAN, "o'pen?", AccountState.DISABLED))
                    .lockedUntil("locked_until")
                    .unverifiedWhileNull("confirmed_at");
            return (hasTenants ? mapping.tenant(KeyColumn.uuid("tenant_id")) : mapping).build();
        }

        @Override
        protected AccountDirectory directory() {
            return AccountDirectory.of(mapping());
        }

        @Override
        protected TestDatabase database() {
            return database;
        }

        @Override
        protected String tenant() {
            return hasTenants ? HERE : "";
        }

        @Override
        protected String add(String name, AccountState state) throws SQLException {
            return add(HERE, name, "NULL", state);
        }

        private String add(String tenant, String name, String userName, AccountState state) throws SQLException {
            number++;
            String key = switch (id.type()) {
                case UUID -> "7b1f0f0e-0000-4000-9000-%012d".formatted(number);
                case TEXT -> "user " + number;
                case BIGINT -> String.valueOf(number);
            };
            database.execute("INSERT INTO %s VALUES ('%s', '%s', '%s', %s, %s, %s, %s, 'o''pen?')"
                    .formatted(
                            table(),
                            key,
                            tenant,
                            name,
                            userName,
                            state == AccountState.DISABLED ? "NULL" : "true",
                            state == AccountState.UNVERIFIED ? "NULL" : "'2026-01-01Z'",
                            state == AccountState.LOCKED ? "'" + NOW.plusNanos(1000) + "'" : "'" + NOW + "'"));
            return key;
        }

        @Test
        void find_anotherStatus_isDisabled() throws SQLException {
            var unused = add("ada@shop.example", AccountState.ACTIVE);
            database.execute("UPDATE " + table() + " SET status = 'closed'");

            assertThat(find("ada@shop.example"))
                    .hasValueSatisfying(account -> assertThat(account.state()).isEqualTo(AccountState.DISABLED));
        }

        @Test
        void find_addressOfAnotherAsUserName_staysTheOthers() throws SQLException {
            String ada = add("ada@shop.example", AccountState.ACTIVE);
            String thief = add(HERE, "thief@shop.example", "'ada@shop.example'", AccountState.ACTIVE);
            var unused = add(HERE, "bob@shop.example", "'bob'", AccountState.ACTIVE);

            assertThat(find("ada@shop.example")).map(Account::user).contains(new UserRef(tenant(), ada));
            assertThat(find("thief@shop.example")).map(Account::user).contains(new UserRef(tenant(), thief));
            assertThat(find("BOB")).isPresent();
        }

        @Test
        void find_nameThatTwoShareInOneColumn_findsNeither() throws SQLException {
            String ada = add(HERE, "ada@shop.example", "'twin'", AccountState.ACTIVE);
            String eve = add(HERE, "eve@shop.example", "'twin'", AccountState.ACTIVE);

            assertThat(find("twin")).isEmpty();
            assertThat(find("ada@shop.example")).map(Account::user).contains(new UserRef(tenant(), ada));
            assertThat(find("eve@shop.example")).map(Account::user).contains(new UserRef(tenant(), eve));
        }

        @Test
        void find_amongManyAccounts_scansNoTable() throws SQLException {
            var unused = add("ada@shop.example", AccountState.ACTIVE);
            String key = switch (id.type()) {
                case UUID -> "gen_random_uuid()";
                case TEXT -> "n::text";
                case BIGINT -> "n + 1000";
            };
            database.execute("INSERT INTO " + table() + " SELECT " + key + ", '" + HERE + "', 'many' || n, 'name' || n"
                    + " FROM generate_series(1, 5000) n");
            database.execute(
                    "CREATE INDEX IF NOT EXISTS user_name_ix ON " + table() + " (\"userName\"); ANALYZE " + table());
            try (var connection = database.connect()) {
                connection.setAutoCommit(false);
                var tx = DSL.using(connection, SQLDialect.POSTGRES);
                assertThat(directory().find(tx, new LoginName(tenant(), "ada@shop.example"), NOW))
                        .isPresent();
                assertThat(tx.fetchValue("SELECT seq_scan FROM pg_stat_xact_user_tables WHERE relname = 'user'"))
                        .isEqualTo(0L);
                connection.rollback();
            }
        }
    }

    @Nested
    class Uuid extends Shape {
        Uuid() {
            super("public", KeyColumn.uuid("id"), false);
        }
    }

    @Nested
    class UuidInTenant extends Shape {
        UuidInTenant() {
            super("odd Schema", KeyColumn.uuid("user-id"), true);
        }

        @Test
        void find_sameNameInAnotherTenant_isAnotherAccount() throws SQLException {
            String here = add("ada@shop.example", AccountState.ACTIVE);
            String there = super.add(ELSEWHERE, "ada@shop.example", "NULL", AccountState.ACTIVE);

            assertThat(find("ada@shop.example")).map(Account::user).contains(new UserRef(HERE, here));
            assertThat(get(new UserRef(HERE, there))).isEmpty();
            assertThat(get(new UserRef("no uuid", there))).isEmpty();
        }
    }

    @Nested
    class Text extends Shape {
        Text() {
            super("app", KeyColumn.text("Id"), false);
        }
    }

    @Nested
    class TextInTenant extends Shape {
        TextInTenant() {
            super("public", KeyColumn.text("id"), true);
        }
    }

    @Nested
    class Bigint extends Shape {
        Bigint() {
            super("app", KeyColumn.bigint("id"), false);
        }
    }

    @Nested
    class BigintInTenant extends Shape {
        BigintInTenant() {
            super("app", KeyColumn.bigint("id"), true);
        }
    }

    @Test
    void of_tenantWithoutColumn_saysSo() {
        AccountDirectory directory = AccountDirectory.of(AccountTable.builder("public", "user", KeyColumn.uuid("id"))
                .login(LoginColumn.anyCase("email"))
                .build());

        assertThatThrownBy(() -> directory.find(null, new LoginName("shop", "ada"), AccountDirectoryContract.NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tenantId must be given exactly where the table has a tenant column, got 'shop' for user");
    }

    @Test
    void indexStatements_mapping_areThoseTheLookupsUse() {
        AccountTable table = AccountTable.builder("app", "user", KeyColumn.uuid("id"))
                .login(LoginColumn.anyCase("email"))
                .login(LoginColumn.lowerCased("name"))
                .tenant(KeyColumn.uuid("tenant_id"))
                .build();

        assertThat(table.indexStatements())
                .isEqualTo(List.of(
                        "CREATE UNIQUE INDEX CONCURRENTLY ON \"app\".\"user\" (\"tenant_id\", lower(\"email\"));"));
    }
}
