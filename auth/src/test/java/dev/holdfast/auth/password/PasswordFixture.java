package dev.holdfast.auth.password;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.auth.AuthSchema;
import dev.holdfast.auth.Revocation;
import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.password.hash.Argon2Cost;
import dev.holdfast.auth.password.hash.HashingLimits;
import dev.holdfast.auth.password.hash.HashingPool;
import dev.holdfast.auth.password.rule.BlockList;
import dev.holdfast.auth.password.rule.BreachedPasswords;
import dev.holdfast.auth.password.rule.PasswordContext;
import dev.holdfast.auth.password.rule.PasswordRules;
import dev.holdfast.auth.password.store.PasswordStore;
import dev.holdfast.auth.password.store.PasswordTable;
import dev.holdfast.auth.table.KeyColumn;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.metric.Metrics;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.MutableClock;
import dev.holdfast.testkit.StatementSpy;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** A database with a host's user table, hashes that cost next to nothing, and sinks and counters that remember. */
final class PasswordFixture implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-21T12:00:15.123456Z");
    static final SecureRandom RANDOM = new SecureRandom();
    static final Argon2Cost CHEAP = new Argon2Cost(64, 1, 1);
    static final Secret RIGHT = Secret.ofText("correct horse battery staple");
    static final Secret WRONG = Secret.ofText("incorrect horse battery staple");
    static final PasswordContext CONTEXT = PasswordContext.alone();

    final TestDatabase database;
    final HikariDataSource pool;
    final StatementSpy spy;
    final TransactionRunner runner;
    final MutableClock clock = MutableClock.at(NOW);
    final List<SecurityEvent> acts = new CopyOnWriteArrayList<>();
    final List<SecurityEvent> denials = new CopyOnWriteArrayList<>();
    final List<String> revoked = new CopyOnWriteArrayList<>();
    final List<String> hashes = new CopyOnWriteArrayList<>();
    final AtomicReference<KeyRing> ring =
            new AtomicReference<>(KeyRing.of(PasswordSetup.KEY_PURPOSE, "k1", Secret.random(RANDOM, 32)));
    final HashingPool hashing;
    final PasswordSetup setup;
    final Passwords passwords;
    final PasswordChanges changes;

    private final AtomicInteger users = new AtomicInteger();

    PasswordFixture() throws SQLException {
        database = EmbeddedPostgres.shared().createDatabase();
        database.execute(AuthSchema.module().ddl(Namespace.defaults()));
        database.execute("CREATE TABLE account (id text PRIMARY KEY, password_hash text, changed_at timestamptz,"
                + " must_change boolean)");
        HikariConfig config = new HikariConfig();
        config.setDataSource(database.dataSource());
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(0);
        pool = new HikariDataSource(config);
        spy = StatementSpy.on(pool);
        runner = TransactionRunner.over(spy.dataSource());
        hashing = HashingPool.of(new HashingLimits(4, 1000, Duration.ofSeconds(30), 64 * 1024), new RememberedHashes());
        AuditTrail trail = AuditTrail.of((tx, event) -> acts.add(event), (tx, event) -> denials.add(event), clock);
        PasswordStore store =
                PasswordStore.of(PasswordTable.of("public", "account", KeyColumn.text("id"), "password_hash")
                        .withChangedAt("changed_at")
                        .withMustChange("must_change"));
        PasswordPolicy policy = PasswordPolicy.defaults().withCost(CHEAP);
        setup = new PasswordSetup(Namespace.defaults(), policy, store, hashing, ring::get, runner, trail, clock);
        passwords = Passwords.of(setup);
        Revocation revocation = (tx, userId, reason) -> {
            revoked.add(userId + " " + reason);
            return 1;
        };
        PasswordRules rules = new PasswordRules(15, 8, BlockList.of(List.of()), BreachedPasswords.none(), false);
        changes = PasswordChanges.of(setup, rules, revocation);
    }

    /** Keeps the scheme of every hash that was computed. */
    private final class RememberedHashes implements Metrics {
        @Override
        public void count(String name, String... labels) {
            if (name.equals("holdfast.password.hash")) {
                hashes.add(labels[1]);
            }
        }

        @Override
        public void time(String name, Duration elapsed, String... labels) {}
    }

    /** A user whose hash column holds a text, or null. */
    @CanIgnoreReturnValue
    UserRef userWith(String hash) {
        UserRef user = UserRef.of("user-" + users.incrementAndGet());
        execute("INSERT INTO account (id, password_hash) VALUES ('" + user.userId() + "', "
                + (hash == null ? "NULL" : "'" + hash + "'") + ")");
        return user;
    }

    /** A user whose password was set here. */
    UserRef userWith(Secret password) {
        UserRef user = userWith((String) null);
        set(user, password);
        return user;
    }

    @CanIgnoreReturnValue
    ChangeResult set(UserRef user, Secret password) {
        PreparedPassword prepared = prepared(user, password);
        return inTx(tx -> changes.change(tx, prepared));
    }

    PreparedPassword prepared(UserRef user, Secret password) {
        return ((PreparationResult.Prepared) changes.prepare(user, password, CONTEXT)).password();
    }

    @CanIgnoreReturnValue
    PasswordResult verify(UserRef user, Secret password) {
        return passwords.verify(Optional.of(user), password);
    }

    String hashOf(UserRef user) {
        return text("SELECT password_hash FROM account WHERE id = '" + user.userId() + "'");
    }

    <T> T inTx(Function<DSLContext, T> work) {
        return runner.call(work);
    }

    static DSLContext on(Connection connection) {
        return DSL.using(connection, SQLDialect.POSTGRES);
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

    String text(String sql) {
        try {
            return database.queryStrings(sql).get(0);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        hashing.close();
        pool.close();
        database.close();
    }
}
