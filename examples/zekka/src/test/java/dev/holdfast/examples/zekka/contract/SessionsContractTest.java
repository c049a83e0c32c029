package dev.holdfast.examples.zekka.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.Revocation;
import dev.holdfast.auth.RevocationContract;
import dev.holdfast.auth.RevocationReason;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.examples.zekka.app.Schema;
import dev.holdfast.examples.zekka.app.login.Sessions;
import dev.holdfast.testkit.MutableClock;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionsContractTest extends RevocationContract {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Instant END = NOW.plus(12, ChronoUnit.HOURS);

    private final TestDatabase database = EmbeddedPostgres.shared().createDatabase("zekka-001", connection -> {
        try (var statement = connection.createStatement()) {
            statement.execute(Schema.file("001_initial_schema.sql").text());
        }
    });
    private final TransactionRunner runner = TransactionRunner.over(database.dataSource());
    private final MutableClock clock = MutableClock.at(NOW);
    private final Sessions sessions = new Sessions(clock);

    @BeforeEach
    void insertUsers() throws SQLException {
        database.execute("INSERT INTO users (email, username, password_hash) VALUES ('a', 'a', 'x'), ('b', 'b', 'x')");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected Revocation revocation() {
        return sessions;
    }

    @Override
    protected DataSource dataSource() {
        return database.dataSource();
    }

    @Override
    protected String user() {
        return "1";
    }

    @Override
    protected String otherUser() {
        return "2";
    }

    @Override
    protected BooleanSupplier give(String userId) {
        UUID id = UUID.randomUUID();
        runner.run(tx -> tx.execute(
                "INSERT INTO sessions (id, user_id, expires_at) VALUES (?, CAST(? AS bigint), CAST(? AS timestamptz))",
                id,
                userId,
                END.atOffset(ZoneOffset.UTC)));
        return () -> runner.call(tx -> Boolean.parseBoolean(String.valueOf(tx.fetchValue(
                "SELECT revoked_at IS NULL AND expires_at > CAST(? AS timestamptz) FROM sessions WHERE id = ?",
                clock.instant().atOffset(ZoneOffset.UTC),
                id))));
    }

    @Test
    void revokeAll_justBeforeTheEndAndAtIt_countsOnlyWhatWasOpen() {
        BooleanSupplier held = give(user());
        clock.set(END);
        assertThat(revokeAll()).isZero();
        clock.set(END.minus(1, ChronoUnit.MICROS));
        assertThat(held.getAsBoolean()).isTrue();
        assertThat(revokeAll()).isOne();
        assertThat(held.getAsBoolean()).isFalse();
    }

    private int revokeAll() {
        return runner.call(tx -> sessions.revokeAll(tx, user(), RevocationReason.LOGOUT));
    }
}
