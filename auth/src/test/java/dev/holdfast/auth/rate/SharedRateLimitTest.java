package dev.holdfast.auth.rate;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.auth.AuthSchema;
import dev.holdfast.auth.rate.RateDecision.Allowed;
import dev.holdfast.auth.rate.RateDecision.Cause;
import dev.holdfast.auth.rate.RateDecision.Limited;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.SchemaScript;
import dev.holdfast.testkit.MutableClock;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
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
    static void open() throws SQLException {
        database = EmbeddedPostgres.shared().createDatabase();
        database.execute(AuthSchema.module().ddl(Namespace.defaults()));
        HikariConfig config = new HikariConfig();
        config.setDataSource(database.dataSource());
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(0);
        pool = new HikariDataSource(config);
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
        assertThat(database.queryStrings("SELECT column_name || ' ' || udt_name FROM information_schema.columns"
                        + " WHERE table_schema = 'holdfast' AND table_name = 'rate_bucket' ORDER BY ordinal_position"))
                .containsExactly("id text", "state bytea", "expires_at timestamptz");
        assertThat(RateTable.ALL.stream().map(field -> field.getName())).containsExactly("id", "state", "expires_at");
    }

    @Test
    void script_inAnotherNamespace_carriesThePrefixAndComesOffAgain() throws SQLException {
        Namespace namespace = new Namespace("elsewhere", "hf_");
        SchemaScript script = AuthSchema.module().scripts().stream()
                .filter(candidate -> candidate.version().equals("009"))
                .findFirst()
                .orElseThrow();
        String names = "SELECT relname FROM pg_class WHERE relnamespace = 'elsewhere'::regnamespace"
                + " UNION SELECT conname FROM pg_constraint WHERE connamespace = 'elsewhere'::regnamespace";
        database.execute("CREATE SCHEMA elsewhere");
        database.execute(namespace.fill(script.up()));
        assertThat(database.queryStrings(names))
                .isNotEmpty()
                .allMatch(name -> name.startsWith("hf_rate_bucket") || name.startsWith("pg_toast"));
        assertThat(SharedRateLimit.of(setup(POLICY).withNamespace(namespace)).check("k"))
                .isEqualTo(new Allowed(19));
        database.execute(namespace.fill(script.undo()));
        assertThat(database.queryStrings(names)).isEmpty();
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
