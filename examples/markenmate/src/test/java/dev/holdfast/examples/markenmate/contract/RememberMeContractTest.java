package dev.holdfast.examples.markenmate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.Revocation;
import dev.holdfast.auth.RevocationContract;
import dev.holdfast.auth.RevocationReason;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.MutableClock;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RememberMeContractTest extends RevocationContract {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private final TestDatabase database = EmbeddedPostgres.shared().createDatabase();
    private final TransactionRunner runner = TransactionRunner.over(database.dataSource());
    private final MutableClock clock = MutableClock.at(NOW);
    private final KeyRing keys = KeyRing.of(RememberMe.PURPOSE, "r1", Secret.random(new SecureRandom(), 32));
    private final RememberMe rememberMe = new RememberMe(() -> keys, clock);

    @BeforeEach
    void createTable() throws SQLException {
        database.execute(RememberMe.DDL);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected Revocation revocation() {
        return rememberMe;
    }

    @Override
    protected DataSource dataSource() {
        return database.dataSource();
    }

    @Override
    protected BooleanSupplier give(String userId) {
        Secret cookie = runner.call(tx -> rememberMe.remember(tx, userId));
        return () -> runner.call(tx -> rememberMe.accepts(tx, cookie));
    }

    @Test
    void revokeAll_justBeforeTheExpiryAndAtIt_countsOnlyWhatWasOpen() {
        BooleanSupplier held = give(user());
        clock.set(NOW.plus(RememberMe.LIFETIME));
        assertThat(held.getAsBoolean()).isFalse();
        assertThat(revokeAll()).isZero();
        clock.set(NOW.plus(RememberMe.LIFETIME).minus(1, ChronoUnit.MICROS));
        assertThat(held.getAsBoolean()).isTrue();
        assertThat(revokeAll()).isOne();
    }

    private int revokeAll() {
        return runner.call(tx -> rememberMe.revokeAll(tx, user(), RevocationReason.LOGOUT));
    }
}
