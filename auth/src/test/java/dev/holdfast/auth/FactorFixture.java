package dev.holdfast.auth;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
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
import dev.holdfast.testkit.race.Contender;
import dev.holdfast.testkit.race.Isolation;
import dev.holdfast.testkit.race.Race;
import dev.holdfast.testkit.race.Rounds;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** A database with the module's tables, a clock that stands still, a ring of keys, and sinks that remember. */
public final class FactorFixture implements AutoCloseable {
    /** When the clock stands. */
    public static final Instant NOW = Instant.parse("2026-11-21T12:00:15.123456Z");

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Has the module's tables. */
    public final TestDatabase database;
    /** Over a pool of eight. */
    public final TransactionRunner runner;
    /** Stands at {@link #NOW}. */
    public final MutableClock clock = MutableClock.at(NOW);
    /** What was done. */
    public final List<SecurityEvent> acts = new CopyOnWriteArrayList<>();
    /** What was refused. */
    public final List<SecurityEvent> denials = new CopyOnWriteArrayList<>();
    /** Whose credentials were taken back, and why. */
    public final List<String> revoked = new CopyOnWriteArrayList<>();
    /** Records into the two lists. */
    public final AuditTrail trail;
    /** The keys of the feature under test. */
    public final AtomicReference<KeyRing> ring;
    /** Records what it is asked. */
    public final Revocation revocation = (tx, userId, reason) -> {
        revoked.add(userId + " " + reason);
        return 1;
    };

    private final HikariDataSource pool;
    private final AtomicInteger users = new AtomicInteger();

    /** A fixture with a ring of one key, {@code k1}. */
    public FactorFixture(String purpose) throws SQLException {
        database = EmbeddedPostgres.shared().createDatabase();
        database.execute(AuthSchema.module().ddl(Namespace.defaults()));
        HikariConfig config = new HikariConfig();
        config.setDataSource(database.dataSource());
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(0);
        pool = new HikariDataSource(config);
        runner = TransactionRunner.over(pool);
        AuditSink remembered = (tx, event) -> acts.add(event);
        AuditSink refused = (tx, event) -> denials.add(event);
        trail = AuditTrail.of(remembered, refused, clock);
        ring = new AtomicReference<>(KeyRing.of(purpose, "k1", Secret.random(RANDOM, 32)));
    }

    /** A user nobody has named before. */
    public UserRef newUser() {
        return UserRef.of("user-" + users.incrementAndGet());
    }

    /** A new key is active, the one before is retiring. */
    public void rotate(String id) {
        ring.set(ring.get().rotate(id, Secret.random(RANDOM, 32)));
    }

    /** Commits. */
    public <T> T inTx(Function<DSLContext, T> work) {
        return runner.call(work);
    }

    /** A number from the database. */
    public long number(String sql) {
        try {
            return database.queryLong(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Texts from the database. */
    public List<String> texts(String sql) {
        try {
            return database.queryStrings(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Commits. */
    public void execute(String sql) {
        try {
            database.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** 24 contenders, 200 rounds as published. */
    public Race<Integer> race(Isolation isolation) {
        return Race.on(database).contenders(24).rounds(Rounds.of(200)).isolation(isolation);
    }

    /** A contender's transaction. */
    public static DSLContext tx(Contender<?> contender) {
        return DSL.using(contender.connection(), SQLDialect.POSTGRES);
    }

    /** Why the denials were made, in order. */
    public List<String> reasons() {
        return denials.stream().map(event -> String.valueOf(event.reason())).toList();
    }

    /** The columns of tables, as {@code name type}. */
    public List<String> columns(String table) {
        return texts("SELECT column_name || ' ' || udt_name FROM information_schema.columns"
                + " WHERE table_schema = 'holdfast' AND table_name = '" + table + "' ORDER BY ordinal_position");
    }

    /** The same, of constants. */
    public static List<String> columns(List<org.jooq.Field<?>> fields) {
        Map<String, String> types = Map.of(
                "uuid",
                "uuid",
                "clob",
                "text",
                "smallint",
                "int2",
                "integer",
                "int4",
                "bigint",
                "int8",
                "blob",
                "bytea",
                "instant",
                "timestamptz");
        return fields.stream()
                .map(field -> field.getName() + " "
                        + (field.getDataType().isArray()
                                ? "_timestamptz"
                                : types.get(field.getDataType().getTypeName())))
                .toList();
    }

    @Override
    public void close() {
        pool.close();
        database.close();
    }
}
