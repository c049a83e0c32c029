package dev.holdfast.examples.benchmarks.credential;

import dev.holdfast.auth.Revocation;
import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.recovery.GenerationResult;
import dev.holdfast.auth.recovery.RecoveryCodes;
import dev.holdfast.auth.recovery.RecoveryResult;
import dev.holdfast.auth.recovery.RecoverySetup;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.examples.benchmarks.harness.Contest;
import dev.holdfast.examples.benchmarks.harness.Contestant;
import dev.holdfast.examples.benchmarks.harness.Goal;
import dev.holdfast.examples.benchmarks.harness.JdbcContestant;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.examples.benchmarks.harness.Tallied;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A recovery code spent: counted in a transaction of its own, then used up, and the user told how many are left. */
public final class RecoverySpends {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final int PER_USER = 10;
    private static final String BARE = "bare";
    private static final String UNCOUNTED = "uncounted";
    private static final String HOLDFAST = "holdfast";
    private static final HandAttempts ATTEMPTS = HandAttempts.in("recovery_attempt");
    private static final String SPEND = "WITH spent AS (UPDATE holdfast.recovery_code SET used_at = ?"
            + " WHERE tenant_id = '' AND user_id = ? AND code_hash = ? AND used_at IS NULL RETURNING user_id)"
            + " UPDATE holdfast.recovery_set s SET remaining = s.remaining - 1 FROM spent"
            + " WHERE s.tenant_id = '' AND s.user_id = spent.user_id RETURNING s.remaining";
    private static final String SPEND_ALONE = "UPDATE holdfast.recovery_code SET used_at = ?"
            + " WHERE tenant_id = '' AND user_id = ? AND code_hash = ? AND used_at IS NULL RETURNING 1";

    private RecoverySpends() {}

    /** Sets the contest up; see {@link dev.holdfast.examples.benchmarks.harness.Bout.Setup}. */
    public static Contest contest(TestDatabase database, Scale scale, int threads) throws SQLException {
        AuthHost host = AuthHost.in(database, threads, Clock.fixed(NOW, ZoneOffset.UTC));
        int perThread = scale.perThread(threads == 1 ? 400 : 1600, threads);
        Users users = Users.forSeveral(PER_USER, perThread);
        RecoveryCodes codes = RecoveryCodes.of(
                RecoverySetup.of(
                        AuthHost.ring(RecoverySetup.KEY_PURPOSE), host.ownRunner(), host.trail(), host.clock()),
                Revocation.none());
        List<List<String>> handed = hand(host, codes, users.perThread() * threads);
        for (String name : List.of(BARE, UNCOUNTED)) {
            store(host, name, users.perThread() * threads);
        }
        database.execute("ANALYZE");
        return new Contest(
                        "recovery code, counted and spent",
                        Goal.ratio(0.90),
                        threads,
                        perThread,
                        List.of(
                                byHand(host, users, true),
                                byHand(host, users, false),
                                holdfast(host, codes, new Handed(users, handed))))
                .on(host);
    }

    /** What our users hold in their hands. */
    private record Handed(Users users, List<List<String>> codes) {}

    private static List<List<String>> hand(AuthHost host, RecoveryCodes codes, int users) {
        TransactionRunner runner = host.requestRunner();
        List<List<String>> handed = new ArrayList<>();
        for (int i = 0; i < users; i++) {
            UserRef user = UserRef.of(HOLDFAST + "-" + i);
            GenerationResult result = runner.call(tx -> codes.generate(tx, user));
            if (!(result instanceof GenerationResult.Generated generated)) {
                throw new IllegalStateException("codes must be generated, got " + result);
            }
            handed.add(generated.codes().stream().map(code -> code.exposeText()).toList());
        }
        return handed;
    }

    /** The codes of those by hand are their numbers; what is stored is a plain hash. */
    private static void store(AuthHost host, String name, int users) throws SQLException {
        String everybody = " FROM generate_series(0, " + (users - 1) + ") n";
        host.database()
                .execute("INSERT INTO holdfast.recovery_set (tenant_id, user_id, remaining, forgiven, generated_at)"
                        + " SELECT '', '" + name + "-' || n, " + PER_USER + ", 0, '" + NOW + "'" + everybody
                        + "; INSERT INTO holdfast.recovery_code (tenant_id, user_id, code_hash, key_id)"
                        + " SELECT '', '" + name + "-' || n, sha256(convert_to('" + name
                        + "-' || n || '/' || c, 'UTF8')),"
                        + " 'k1'" + everybody + ", generate_series(0, " + (PER_USER - 1) + ") c");
    }

    private static Contestant byHand(AuthHost host, Users users, boolean counted) {
        String name = counted ? BARE : UNCOUNTED;
        return Tallied.of(
                counted ? "count and UPDATE … RETURNING by hand" : "UPDATE … RETURNING alone, guesses not counted",
                thread -> {
                    Users.Turn turn = users.of(thread);
                    return () -> {
                        Users.Next next = turn.next();
                        String user = next.of(name);
                        byte[] hash = sha256(user + "/" + next.operation());
                        if (counted) {
                            int unused = host.byHand(connection -> ATTEMPTS.count(connection, user, NOW));
                        }
                        int unusedToo =
                                host.byHand(connection -> spend(connection, counted ? SPEND : SPEND_ALONE, user, hash));
                    };
                },
                () -> spent(host, name, counted));
    }

    private static Contestant holdfast(AuthHost host, RecoveryCodes codes, Handed handed) {
        TransactionRunner runner = host.requestRunner();
        return Tallied.of(
                "Holdfast RecoveryCodes",
                thread -> {
                    Users.Turn turn = handed.users().of(thread);
                    return () -> {
                        Users.Next next = turn.next();
                        String code = handed.codes().get(next.user()).get(next.operation());
                        UserRef user = UserRef.of(next.of(HOLDFAST));
                        RecoveryResult result = runner.call(tx -> codes.spend(tx, user, code));
                        if (!(result instanceof RecoveryResult.Accepted)) {
                            throw new IllegalStateException("a right code must be accepted, got " + result);
                        }
                    };
                },
                () -> spent(host, HOLDFAST, true));
    }

    private static int spend(Connection connection, String sql, String user, byte[] hash) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, NOW.atOffset(ZoneOffset.UTC));
            statement.setString(2, user);
            statement.setBytes(3, hash);
            try (ResultSet row = statement.executeQuery()) {
                JdbcContestant.requireRow(row);
                return row.getInt(1);
            }
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static long spent(AuthHost host, String name, boolean counted) throws SQLException {
        String own = " user_id LIKE '" + name + "-%'";
        String sum = counted
                ? "SELECT sum(" + PER_USER + " - remaining) FROM holdfast.recovery_set WHERE" + own
                : "SELECT count(*) FROM holdfast.recovery_code WHERE used_at IS NOT NULL AND" + own;
        return host.tally(
                sum,
                "UPDATE holdfast.recovery_code SET used_at = NULL WHERE used_at IS NOT NULL AND" + own
                        + "; UPDATE holdfast.recovery_set SET remaining = " + PER_USER + " WHERE" + own
                        + "; DELETE FROM holdfast.recovery_attempt WHERE" + own);
    }
}
