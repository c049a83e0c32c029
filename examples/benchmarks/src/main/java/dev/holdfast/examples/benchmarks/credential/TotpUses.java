package dev.holdfast.examples.benchmarks.credential;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.table.KeyColumn;
import dev.holdfast.auth.totp.TotpPolicy;
import dev.holdfast.auth.totp.TotpResult;
import dev.holdfast.auth.totp.TotpSecretColumn;
import dev.holdfast.auth.totp.TotpSetup;
import dev.holdfast.auth.totp.TotpTakeover;
import dev.holdfast.auth.totp.TotpVerifier;
import dev.holdfast.auth.totp.code.TotpCodes;
import dev.holdfast.auth.totp.code.TotpParameters;
import dev.holdfast.auth.totp.code.TotpSecret;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.examples.benchmarks.harness.Contest;
import dev.holdfast.examples.benchmarks.harness.Contestant;
import dev.holdfast.examples.benchmarks.harness.Goal;
import dev.holdfast.examples.benchmarks.harness.JdbcContestant;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.examples.benchmarks.harness.Tallied;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/** A right code of an authenticator, accepted once: counted in a transaction of its own, then its step marked as used. */
public final class TotpUses {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final TotpCodes CODES = TotpCodes.of(TotpParameters.defaults());
    private static final TotpSecret SECRET = new TotpSecret(Secret.of(new byte[20]));
    private static final long STEP = TotpParameters.defaults().stepAt(NOW);
    private static final String CODE = CODES.codeAt(SECRET, STEP);
    private static final String BARE = "bare";
    private static final String UNCHECKED = "unchecked";
    private static final String HOLDFAST = "holdfast";
    private static final HandAttempts ATTEMPTS = HandAttempts.in("totp_attempt");
    private static final String READ = "SELECT id, sealed_secret FROM holdfast.totp_device"
            + " WHERE tenant_id = '' AND user_id = ? AND confirmed_at IS NOT NULL AND disabled_at IS NULL";
    private static final String USE = "UPDATE holdfast.totp_device SET last_step = ?, last_used_at = ?"
            + " WHERE tenant_id = '' AND user_id = ? AND last_step < ? RETURNING id";

    private TotpUses() {}

    /** Sets the contest up; see {@link dev.holdfast.examples.benchmarks.harness.Bout.Setup}. */
    public static Contest contest(TestDatabase database, Scale scale, int threads) throws SQLException {
        AuthHost host = AuthHost.in(database, threads, Clock.fixed(NOW, ZoneOffset.UTC));
        Users users = Users.oneEach(scale.perThread(threads == 1 ? 400 : 1600, threads));
        TotpSetup setup = TotpSetup.of(
                TotpPolicy.defaults("Shop"),
                AuthHost.ring(TotpSetup.KEY_PURPOSE),
                host.ownRunner(),
                host.trail(),
                host.clock());
        enrol(database, setup, users.perThread() * threads);
        return new Contest(
                        "TOTP code, counted and used up",
                        Goal.ratio(0.80),
                        threads,
                        users.perTurn(),
                        List.of(
                                byHand(host, users),
                                unchecked(host, users),
                                holdfast(host, users, TotpVerifier.of(setup))))
                .on(host);
    }

    /** Devices that stand as their owners have them: sealed for ours, in clear for those by hand. */
    private static void enrol(TestDatabase database, TotpSetup setup, int users) throws SQLException {
        database.execute("CREATE TABLE source (id text PRIMARY KEY, secret text);"
                + " INSERT INTO source SELECT '" + HOLDFAST + "-' || n, '" + SECRET.exposeBase32()
                + "' FROM generate_series(0, " + (users - 1) + ") n");
        var unused = TotpTakeover.of(
                        setup,
                        TotpSecretColumn.of("public", "source", KeyColumn.text("id"), "secret"),
                        TotpParameters.defaults())
                .run();
        for (String name : List.of(BARE, UNCHECKED)) {
            database.execute("INSERT INTO holdfast.totp_device (id, tenant_id, user_id, label, algorithm, digits,"
                    + " period_seconds, sealed_secret, key_id, last_step, forgiven, created_at, confirmed_at)"
                    + " SELECT gen_random_uuid(), '', '" + name + "-' || n, 'phone', 'SHA1', 6, 30,"
                    + " decode(repeat('00', 20), 'hex'), 'k1', -1, 0, '" + NOW + "', '" + NOW + "'"
                    + " FROM generate_series(0, " + (users - 1) + ") n");
        }
        database.execute("ANALYZE");
    }

    private static Contestant byHand(AuthHost host, Users users) {
        return Tallied.of(
                "count, read and UPDATE by hand",
                thread -> {
                    Users.Turn turn = users.of(thread);
                    return () -> {
                        String user = turn.next().of(BARE);
                        int unused = host.byHand(connection -> ATTEMPTS.count(connection, user, NOW));
                        UUID unusedToo = host.byHand(connection -> {
                            requireMatch(connection, user);
                            return use(connection, user);
                        });
                    };
                },
                () -> used(host, BARE));
    }

    private static Contestant unchecked(AuthHost host, Users users) {
        return Tallied.of(
                "count and UPDATE by hand, any code will do",
                thread -> {
                    Users.Turn turn = users.of(thread);
                    return () -> {
                        String user = turn.next().of(UNCHECKED);
                        int unused = host.byHand(connection -> ATTEMPTS.count(connection, user, NOW));
                        UUID unusedToo = host.byHand(connection -> use(connection, user));
                    };
                },
                () -> used(host, UNCHECKED));
    }

    private static Contestant holdfast(AuthHost host, Users users, TotpVerifier verifier) {
        TransactionRunner runner = host.requestRunner();
        return Tallied.of(
                "Holdfast TotpVerifier",
                thread -> {
                    Users.Turn turn = users.of(thread);
                    return () -> {
                        UserRef user = UserRef.of(turn.next().of(HOLDFAST));
                        TotpResult result = runner.call(tx -> verifier.verify(tx, user, CODE));
                        if (!(result instanceof TotpResult.Accepted)) {
                            throw new IllegalStateException("a right code must be accepted, got " + result);
                        }
                    };
                },
                () -> used(host, HOLDFAST));
    }

    private static long used(AuthHost host, String name) throws SQLException {
        String own = " user_id LIKE '" + name + "-%'";
        return host.tally(
                "SELECT count(*) FROM holdfast.totp_device d JOIN holdfast.totp_attempt a USING (tenant_id, user_id)"
                        + " WHERE d.last_step = " + STEP + " AND a.attempts = 1 AND d." + own.strip(),
                "UPDATE holdfast.totp_device SET last_step = -1 WHERE" + own
                        + "; DELETE FROM holdfast.totp_attempt WHERE" + own);
    }

    private static void requireMatch(Connection connection, String user) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setString(1, user);
            try (ResultSet row = statement.executeQuery()) {
                JdbcContestant.requireRow(row);
                TotpSecret secret = new TotpSecret(Secret.of(row.getBytes(2)));
                if (!CODES.match(secret, CODE, NOW, 1).equals(OptionalLong.of(STEP))) {
                    throw new IllegalStateException("the code must be that of step " + STEP);
                }
            }
        }
    }

    private static UUID use(Connection connection, String user) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(USE)) {
            statement.setLong(1, STEP);
            statement.setObject(2, NOW.atOffset(ZoneOffset.UTC));
            statement.setString(3, user);
            statement.setLong(4, STEP);
            try (ResultSet row = statement.executeQuery()) {
                JdbcContestant.requireRow(row);
                return row.getObject(1, UUID.class);
            }
        }
    }
}
