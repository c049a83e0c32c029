package dev.holdfast.auth.password.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.table.KeyColumn;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract over every kind of host table: key of uuid, text and bigint × schema × with and without tenants. */
@ParameterizedClass
@MethodSource("hosts")
class PasswordTableTest extends PasswordStoreContract {
    private static TestDatabase database;

    /** A host's table. */
    record Host(KeyColumn.Type key, String schema, boolean tenants) {
        String column(KeyColumn.Type type) {
            return type == KeyColumn.Type.UUID ? "uuid" : type == KeyColumn.Type.TEXT ? "varchar(80)" : "bigint";
        }

        String tenant() {
            return key == KeyColumn.Type.BIGINT ? "7" : "6f2ac8f2-77b4-4a6b-9df5-0d2d9f9b1f11";
        }

        PasswordTable table() {
            PasswordTable mapping = PasswordTable.of(schema, "User Account", new KeyColumn("id", key), "pw hash")
                    .withMustChange("must")
                    .withChangedAt("changed");
            return tenants ? mapping.withTenant(new KeyColumn("tenant", key)) : mapping;
        }
    }

    @Parameter
    Host host;

    private final AtomicInteger ids = new AtomicInteger();

    static Stream<Host> hosts() {
        return Stream.of(KeyColumn.Type.values())
                .flatMap(key -> Stream.of("public", "Shop data")
                        .flatMap(schema -> Stream.of(new Host(key, schema, false), new Host(key, schema, true))));
    }

    @BeforeAll
    static void open() throws SQLException {
        database = EmbeddedPostgres.shared().createDatabase();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void create() throws SQLException {
        String name = "\"" + host.schema() + "\".\"User Account\"";
        String tenant = host.tenants() ? "tenant " + host.column(host.key()) + "," : "";
        String key = host.tenants() ? "tenant, id" : "id";
        database.execute("CREATE SCHEMA IF NOT EXISTS \"" + host.schema() + "\"; DROP TABLE IF EXISTS " + name
                + "; CREATE TABLE " + name + " (" + tenant + " id " + host.column(host.key())
                + ", \"pw hash\" varchar(255), must boolean, changed timestamptz, PRIMARY KEY (" + key + "))");
    }

    @Override
    protected PasswordStore store() {
        return PasswordStore.of(host.table());
    }

    @Override
    protected TransactionRunner runner() {
        return TransactionRunner.over(database.dataSource());
    }

    @Override
    protected UserRef insert(@Nullable String hash) {
        UserRef user = next();
        String tenant = host.tenants() ? "'" + user.tenantId() + "'," : "";
        execute("INSERT INTO \"" + host.schema() + "\".\"User Account\" VALUES (" + tenant + "'" + user.userId() + "',"
                + (hash == null ? "NULL" : "'" + hash + "'") + ")");
        return user;
    }

    @Override
    protected UserRef stranger() {
        return next();
    }

    @Test
    void find_sameIdInAnotherTenant_isSomebodyElse() {
        UserRef user = insert("first");
        UserRef elsewhere =
                new UserRef(host.key() == KeyColumn.Type.BIGINT ? "8" : new UUID(1, 2).toString(), user.userId());
        if (host.tenants()) {
            var found = runner().call(tx -> store().find(tx, elsewhere));
            assertThat(found).isEmpty();
        } else {
            assertThatThrownBy(() -> runner().call(tx -> store().find(tx, elsewhere)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("tenantId must be empty");
        }
    }

    @Test
    void requireRoom_columnTooNarrowOrMissing_saysWhatToDo() {
        assertThatCode(() -> runner().run(tx -> host.table().requireRoom(tx))).doesNotThrowAnyException();
        execute("ALTER TABLE \"" + host.schema() + "\".\"User Account\" ALTER COLUMN \"pw hash\" TYPE varchar(60)");
        assertThatThrownBy(() -> runner().run(tx -> host.table().requireRoom(tx)))
                .hasMessageContaining("has room for 60")
                .hasMessageContaining("make it text");
        execute("ALTER TABLE \"" + host.schema() + "\".\"User Account\" DROP COLUMN \"pw hash\"");
        assertThatThrownBy(() -> runner().run(tx -> host.table().requireRoom(tx)))
                .hasMessageContaining("must exist");
    }

    private UserRef next() {
        int number = ids.incrementAndGet();
        String id = switch (host.key()) {
            case UUID -> new UUID(number, number).toString();
            case TEXT -> "user " + number;
            case BIGINT -> Integer.toString(number);
        };
        return new UserRef(host.tenants() ? host.tenant() : "", id);
    }

    private static void execute(String sql) {
        try {
            database.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
