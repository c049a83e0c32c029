package dev.holdfast.auth.rate;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.auth.AuthDatabase;
import dev.holdfast.auth.AuthSchema;
import dev.holdfast.auth.TableColumns;
import dev.holdfast.auth.rate.RateDecision.Allowed;
import dev.holdfast.auth.rate.RateDecision.Cause;
import dev.holdfast.auth.rate.RateDecision.Limited;
import dev.holdfast.core.Namespace;
import dev.holdfast.testkit.MutableClock;
import dev.holdfast.testkit.postgres.TestDatabase;
import dev.holdfast.testkit.race.Isolation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SharedRateLimitTest extends RateLimitContract {
    private static final RatePolicy POLICY = RatePolicy.perMinute("login", 100).withBurst(20);

    private static TestDatabase database;
    private static HikariDataSource pool;

    private final MutableClock clock = MutableClock.at(Instant.parse("2026-11-21T12:00:15.123456Z"));
    private final AtomicBoolean down = new AtomicBoolean();

    @BeforeAll
    static void open() {
        database = AuthDatabase.create();
        pool = AuthDatabase.pool(database, Isolation.READ_COMMITTED, 8);
    }

    @AfterAll
    static void close() {
        pool.close();
        database.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        database.execute("TRUNCATE holdfast.rate_bucket");
    }

    @Override
    protected SharedRateLimit limit(RatePolicy policy) {
        return SharedRateLimit.of(setup(policy));
    }

    @Override
    protected void advance(Duration amount) {
        clock.advance(amount);
    }

    @Test
    void check_onTwoNodes_isOneBudget() {
        SharedRateLimit here = limit(POLICY);
        SharedRateLimit there = limit(POLICY);
        for (int i = 0; i < 10; i++) {
            assertThat(here.check("k")).isEqualTo(new Allowed(19 - 2 * i));
            assertThat(there.check("k")).isEqualTo(new Allowed(18 - 2 * i));
        }
        assertThat(here.check("k")).isInstanceOf(Limited.class);
        assertThat(there.check("k")).isInstanceOf(Limited.class);
    }

    @Test
    void check_limitsOfTwoNames_areApart() {
        assertThat(limit(POLICY.withBurst(1)).check("k")).isEqualTo(new Allowed(0));
        assertThat(limit(RatePolicy.perMinute("other", 1)).check("k")).isEqualTo(new Allowed(0));
    }

    @Test
    void check_anyKey_isNotInTheTable() throws SQLException {
        assertThat(limit(POLICY).check("alice@shop.example")).isEqualTo(new Allowed(19));
        assertThat(database.queryStrings("SELECT id FROM holdfast.rate_bucket"))
                .singleElement()
                .asString()
                .matches("login:[0-9a-f]{64}");
    }

    @Test
    void check_databaseDown_failsClosedAndComesBack() {
        SharedRateLimit limit = limit(POLICY);
        assertThat(limit.check("k")).isEqualTo(new Allowed(19));
        down.set(true);
        assertThat(limit.check("k")).isEqualTo(new Limited(Duration.ofSeconds(5), Cause.UNAVAILABLE));
        assertThat(limit.check("k")).isEqualTo(new Limited(Duration.ofSeconds(5), Cause.UNAVAILABLE));
        down.set(false);
        assertThat(limit.check("k")).isEqualTo(new Allowed(18));
    }

    @Test
    void check_databaseDownAndLocalAllowed_countsOnTheNode() {
        RatePolicy few = POLICY.withBurst(1);
        SharedRateLimit limit = limit(few).allowingLocal(RateLimit.local(few));
        assertThat(limit.check("k")).isEqualTo(new Allowed(0));
        down.set(true);
        assertThat(limit.check("k")).isEqualTo(new Allowed(0));
        assertThat(limit.check("k")).isInstanceOf(Limited.class);
        down.set(false);
        assertThat(limit.check("k")).isEqualTo(new Limited(Duration.ofMillis(600), Cause.SPENT));
    }

    @Test
    void check_rowLockedForTooLong_failsClosedAndLeavesTheConnectionSound() throws SQLException {
        SharedRateLimit limit = SharedRateLimit.of(setup(POLICY).withTimeout(Duration.ofSeconds(1)));
        assertThat(limit.check("k")).isEqualTo(new Allowed(19));
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT 1 FROM holdfast.rate_bucket FOR UPDATE");
            assertThat(limit.check("k")).isEqualTo(new Limited(Duration.ofSeconds(5), Cause.UNAVAILABLE));
            assertThat(limit.check("another")).isEqualTo(new Allowed(19));
            other.rollback();
        }
        assertThat(limit.check("k")).isEqualTo(new Allowed(18));
    }

    @Test
    void deleteExpired_rows_goesByWhetherTheBucketIsFull() throws SQLException {
        SharedRateLimit limit = limit(POLICY);
        for (int i = 0; i < 5; i++) {
            assertThat(limit.check("k" + i)).isEqualTo(new Allowed(19));
        }
        assertThat(passing(limit, "spent", 20)).isEqualTo(20);
        database.execute("INSERT INTO holdfast.rate_bucket (id) VALUES ('login:never-decided')");

        assertThat(limit.deleteExpired(100))
                .as("whose first decision never came")
                .isEqualTo(1);
        advance(Duration.ofSeconds(2));
        assertThat(limit.deleteExpired(3)).isEqualTo(3);
        assertThat(limit.deleteExpired(100)).isEqualTo(2);
        assertThat(limit.check("spent")).as("20 x 600 ms have not passed").isEqualTo(new Allowed(2));
        advance(Duration.ofMinutes(1));
        assertThat(limit.deleteExpired(100)).isEqualTo(1);
        assertThat(database.queryLong("SELECT count(*) FROM holdfast.rate_bucket"))
                .isZero();
    }

    /** A row that another node holds is in use. */
    @Test
    void deleteExpired_rowHeldElsewhere_isPassedOver() throws SQLException {
        SharedRateLimit limit = limit(POLICY);
        assertThat(limit.check("k")).isEqualTo(new Allowed(19));
        advance(Duration.ofMinutes(1));
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT 1 FROM holdfast.rate_bucket FOR UPDATE");
            assertThat(limit.deleteExpired(100)).isZero();
            other.rollback();
        }
        assertThat(limit.deleteExpired(100)).isEqualTo(1);
    }

    @Test
    void columns_afterTheModulesDdl_equalTheConstants() throws SQLException {
        assertThat(TableColumns.in(database, "rate_bucket"))
                .containsExactly("id text", "state bytea", "expires_at timestamptz");
        assertThat(RateTable.ALL.stream().map(field -> field.getName())).containsExactly("id", "state", "expires_at");
    }

    @Test
    void check_inAnotherNamespace_countsThere() throws SQLException {
        Namespace namespace = new Namespace("elsewhere", "hf_");
        database.execute(AuthSchema.module().ddl(namespace));

        assertThat(SharedRateLimit.of(setup(POLICY).withNamespace(namespace)).check("k"))
                .isEqualTo(new Allowed(19));
        assertThat(database.queryLong("SELECT count(*) FROM elsewhere.hf_rate_bucket"))
                .isOne();
        assertThat(database.queryLong("SELECT count(*) FROM holdfast.rate_bucket"))
                .isZero();
    }

    private SharedRateSetup setup(RatePolicy policy) {
        return SharedRateSetup.of(policy, switchable(pool), clock);
    }

    private DataSource switchable(DataSource real) {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (down.get()) {
                        throw new SQLException("the connection attempt failed", "08001");
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
