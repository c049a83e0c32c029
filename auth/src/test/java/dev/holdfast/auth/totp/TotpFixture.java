package dev.holdfast.auth.totp;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.auth.AuthSchema;
import dev.holdfast.auth.Revocation;
import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.totp.code.TotpCodes;
import dev.holdfast.auth.totp.code.TotpSecret;
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
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** A database with the module's tables, a clock that stands still, and sinks that remember. */
final class TotpFixture implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-21T12:00:15.123456Z");
    static final SecureRandom RANDOM = new SecureRandom();

    final TestDatabase database;
    final HikariDataSource pool;
    final TransactionRunner runner;
    final MutableClock clock = MutableClock.at(NOW);
    final List<SecurityEvent> acts = new CopyOnWriteArrayList<>();
    final List<SecurityEvent> denials = new CopyOnWriteArrayList<>();
    final List<String> revoked = new CopyOnWriteArrayList<>();
    final AtomicReference<KeyRing> ring =
            new AtomicReference<>(KeyRing.of(TotpSetup.KEY_PURPOSE, "k1", Secret.random(RANDOM, 32)));
    final TotpSetup setup;
    final TotpEnrolment enrolment;
    final TotpVerifier verifier;

    private final AtomicInteger users = new AtomicInteger();

    TotpFixture() throws SQLException {
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
        Revocation revocation = (tx, userId, reason) -> {
            revoked.add(userId + " " + reason);
            return 1;
        };
        AuditTrail trail = AuditTrail.of(remembered, refused, clock);
        setup = TotpSetup.of(TotpPolicy.defaults("Shop"), ring::get, runner, trail, clock);
        enrolment = TotpEnrolment.of(setup, revocation);
        verifier = TotpVerifier.of(setup);
    }

    /** An enrolled user, and what the device computes. */
    record Enrolled(UserRef user, UUID deviceId, TotpSecret secret) {
        String codeAt(Instant instant) {
            return codeAtStep(TotpPolicy.defaults("Shop").parameters().stepAt(instant));
        }

        String codeAtStep(long step) {
            return TotpCodes.of(TotpPolicy.defaults("Shop").parameters()).codeAt(secret, step);
        }

        /** A well-formed code that no step near the present shows. */
        String wrongCode() {
            long present = TotpPolicy.defaults("Shop").parameters().stepAt(NOW);
            // Not 000000, which occurs in class names and identity hashes, where leaks are looked for.
            for (int candidate = 735_591; ; candidate++) {
                String code = "%06d".formatted(candidate);
                boolean shown = false;
                for (long step = present - 120; step <= present + 120; step++) {
                    shown |= codeAtStep(step).equals(code);
                }
                if (!shown) {
                    return code;
                }
            }
        }
    }

    UserRef newUser() {
        return UserRef.of("user-" + users.incrementAndGet());
    }

    @CanIgnoreReturnValue
    TotpEnrolment.Pending begin(UserRef user) {
        return done(inTx(tx -> enrolment.begin(tx, user, "alice@shop.example")));
    }

    /** A user whose device was confirmed ten minutes ago, so that no code near the present is used up. */
    Enrolled enrol() {
        return enrol(newUser());
    }

    @CanIgnoreReturnValue
    Enrolled enrol(UserRef user) {
        Instant present = clock.instant();
        clock.set(present.minus(Duration.ofMinutes(10)));
        TotpEnrolment.Pending pending = begin(user);
        Enrolled enrolled = new Enrolled(user, pending.deviceId(), pending.uri().secret());
        TotpDevice unused =
                done(inTx(tx -> enrolment.confirm(tx, user, pending.deviceId(), enrolled.codeAt(clock.instant()))));
        clock.set(present);
        forgetAttempts(user);
        return enrolled;
    }

    void forgetAttempts(UserRef user) {
        execute("DELETE FROM holdfast.totp_attempt WHERE user_id = '" + user.userId() + "'");
    }

    @CanIgnoreReturnValue
    TotpResult verify(Enrolled enrolled, String code) {
        return verify(verifier, enrolled.user(), code);
    }

    TotpResult verify(TotpVerifier by, UserRef user, String code) {
        return inTx(tx -> by.verify(tx, user, code));
    }

    <T> T inTx(Function<DSLContext, T> work) {
        return runner.call(work);
    }

    /** Runs the work and rolls it back, as a host does that throws afterwards. */
    <T> T rolledBack(Function<DSLContext, T> work) {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            T result = work.apply(on(connection));
            connection.rollback();
            return result;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static DSLContext on(Connection connection) {
        return DSL.using(connection, SQLDialect.POSTGRES);
    }

    static <S> S done(EnrolmentResult<S> result) {
        return result.fold(
                Function.identity(),
                reason -> {
                    throw new AssertionError("refused: " + reason);
                },
                () -> {
                    throw new AssertionError("conflict");
                });
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

    long attempts(UserRef user) {
        return number("SELECT coalesce(max(attempts), 0) FROM holdfast.totp_attempt WHERE challenge_id = ''"
                + " AND user_id = '" + user.userId() + "'");
    }

    long lastStep(UUID device) {
        return number("SELECT last_step FROM holdfast.totp_device WHERE id = '" + device + "'");
    }

    @Override
    public void close() {
        pool.close();
        database.close();
    }
}
