package dev.holdfast.auth.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.auth.AuthSchema;
import dev.holdfast.auth.address.ClientAddress;
import dev.holdfast.auth.throttle.policy.ThrottlePolicy;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.MutableClock;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A database with the module's tables, a clock that stands still, and a sink that remembers. */
final class ThrottleFixture implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-21T12:00:15.123456Z");
    static final SecureRandom RANDOM = new SecureRandom();

    private static final int POOL = 4;

    final TestDatabase database;
    final HikariDataSource pool;
    final MutableClock clock = MutableClock.at(NOW);
    final List<SecurityEvent> events = new CopyOnWriteArrayList<>();
    final List<SecurityEvent> denials = new CopyOnWriteArrayList<>();
    final AtomicReference<KeyRing> ring =
            new AtomicReference<>(KeyRing.of(ThrottleSetup.KEY_PURPOSE, "k1", Secret.random(RANDOM, 32)));

    private final AtomicInteger accounts = new AtomicInteger();

    ThrottleFixture() throws SQLException {
        this("TRANSACTION_READ_COMMITTED");
    }

    ThrottleFixture(String isolation) throws SQLException {
        database = EmbeddedPostgres.shared().createDatabase();
        database.execute(AuthSchema.module().ddl(Namespace.defaults()));
        HikariConfig config = new HikariConfig();
        config.setDataSource(database.dataSource());
        config.setMaximumPoolSize(POOL);
        config.setMinimumIdle(0);
        config.setTransactionIsolation(isolation);
        pool = new HikariDataSource(config);
    }

    ThrottleSetup setup(ThrottlePolicy policy) {
        return setup(policy, clock);
    }

    ThrottleSetup setup(ThrottlePolicy policy, MutableClock time) {
        // Denials over the throttle's own pool: held beside one of its connections they would starve it.
        TransactionRunner runner = TransactionRunner.over(pool);
        AuditSink independent = AuditSink.independent(runner, (tx, event) -> {
            assertThat(tx.fetchValue("SELECT 1")).isEqualTo(1);
            denials.add(event);
            events.add(event);
        });
        AuditTrail trail = AuditTrail.of((tx, event) -> events.add(event), independent, time);
        return ThrottleSetup.of(ring::get, runner, trail, time).withPolicy(policy);
    }

    AccountName newAccount() {
        return AccountName.of("account-" + accounts.incrementAndGet());
    }

    static ThrottleKey from(AccountName account, String literal) {
        return ThrottleKey.of(account, ClientAddress.parse(literal).orElseThrow());
    }

    void empty() {
        execute("TRUNCATE holdfast.login_bucket, holdfast.login_place");
        events.clear();
        denials.clear();
    }

    void execute(String sql) {
        try {
            database.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    long number(String sql) {
        try {
            return database.queryLong(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    long buckets() {
        return number("SELECT count(*) FROM holdfast.login_bucket");
    }

    @Override
    public void close() {
        pool.close();
        database.close();
    }
}
