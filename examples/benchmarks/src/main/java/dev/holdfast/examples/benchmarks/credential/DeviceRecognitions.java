package dev.holdfast.examples.benchmarks.credential;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.device.RecognitionResult;
import dev.holdfast.auth.device.TrustResult;
import dev.holdfast.auth.device.TrustedDeviceSetup;
import dev.holdfast.auth.device.TrustedDevices;
import dev.holdfast.core.secret.KeyedHash;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.examples.benchmarks.harness.Contest;
import dev.holdfast.examples.benchmarks.harness.Contestant;
import dev.holdfast.examples.benchmarks.harness.Goal;
import dev.holdfast.examples.benchmarks.harness.JdbcContestant;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.examples.benchmarks.harness.Tallied;
import dev.holdfast.testkit.MutableClock;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** A trusted device recognised, and its token replaced by the next. */
public final class DeviceRecognitions {
    private static final Instant TRUSTED = Instant.parse("2026-11-21T10:00:00Z");
    private static final Duration BETWEEN_TURNS = Duration.ofMinutes(1);
    private static final String BARE = "bare";
    private static final String HOLDFAST = "holdfast";
    private static final String INSERT = "INSERT INTO holdfast.trusted_device (id, tenant_id, user_id, label,"
            + " family_hash, token_hash, key_id, created_at, rotated_at, last_used_at, expires_at)"
            + " VALUES (gen_random_uuid(), '', ?, 'laptop', ?, ?, 'k1', ?, ?, ?, ?)";
    private static final String ROTATE =
            "UPDATE holdfast.trusted_device SET previous_hash = token_hash, token_hash = ?,"
                    + " rotated_at = ?, last_used_at = ? WHERE tenant_id = '' AND user_id = ? AND token_hash = ?"
                    + " AND rotated_at <= ? AND revoked_at IS NULL AND expires_at > ? RETURNING expires_at";

    private DeviceRecognitions() {}

    /** Sets the contest up; see {@link dev.holdfast.examples.benchmarks.harness.Bout.Setup}. */
    public static Contest contest(TestDatabase database, Scale scale, int threads) throws SQLException {
        MutableClock clock = MutableClock.at(TRUSTED);
        AuthHost host = AuthHost.in(database, threads, clock);
        Users users = Users.oneEach(scale.perThread(threads == 1 ? 400 : 1600, threads));
        TrustedDevices devices = TrustedDevices.of(TrustedDeviceSetup.of(
                AuthHost.ring(TrustedDeviceSetup.KEY_PURPOSE), host.ownRunner(), host.trail(), clock));
        AtomicReferenceArray<Secret> ours = trust(host, devices, users.perThread() * threads);
        AtomicReferenceArray<Secret> bare = store(host, users.perThread() * threads);
        clock.advance(BETWEEN_TURNS);
        database.execute("ANALYZE");
        return new Contest(
                        "trusted device, recognised",
                        Goal.ratio(0.90),
                        threads,
                        users.perTurn(),
                        List.of(byHand(host, users, bare), holdfast(host, devices, new Handed(users, ours))))
                .on(host);
    }

    /** The newest tokens, user by user. */
    private record Handed(Users users, AtomicReferenceArray<Secret> tokens) {}

    private static AtomicReferenceArray<Secret> trust(AuthHost host, TrustedDevices devices, int users) {
        return host.requestRunner().call(tx -> {
            AtomicReferenceArray<Secret> tokens = new AtomicReferenceArray<>(users);
            for (int i = 0; i < users; i++) {
                TrustResult result = devices.trust(tx, UserRef.of(HOLDFAST + "-" + i), "laptop");
                if (!(result instanceof TrustResult.Issued issued)) {
                    throw new IllegalStateException("a device must be trusted, got " + result);
                }
                tokens.set(i, issued.token());
            }
            return tokens;
        });
    }

    private static AtomicReferenceArray<Secret> store(AuthHost host, int users) throws SQLException {
        return host.byHand(connection -> {
            AtomicReferenceArray<Secret> tokens = new AtomicReferenceArray<>(users);
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                for (int i = 0; i < users; i++) {
                    Secret token = Secret.random(new SecureRandom(), 32);
                    byte[] hash = hash().tag(token).hash();
                    insert.setString(1, BARE + "-" + i);
                    insert.setBytes(2, hash);
                    insert.setBytes(3, hash);
                    for (int column = 4; column <= 6; column++) {
                        insert.setObject(column, TRUSTED.atOffset(ZoneOffset.UTC));
                    }
                    insert.setObject(7, TRUSTED.plus(Duration.ofDays(30)).atOffset(ZoneOffset.UTC));
                    insert.addBatch();
                    tokens.set(i, token);
                }
                insert.executeBatch();
            }
            return tokens;
        });
    }

    private static Contestant byHand(AuthHost host, Users users, AtomicReferenceArray<Secret> tokens) {
        SecureRandom random = new SecureRandom();
        KeyedHash hash = hash();
        return Tallied.of(
                "UPDATE … RETURNING by hand",
                thread -> {
                    Users.Turn turn = users.of(thread);
                    return () -> {
                        Users.Next next = turn.next();
                        Secret successor = Secret.random(random, 32);
                        byte[] old = hash.tag(tokens.get(next.user())).hash();
                        byte[] fresh = hash.tag(successor).hash();
                        Instant unused = host.byHand(connection -> rotate(
                                connection,
                                next.of(BARE),
                                new Rotation(old, fresh, host.clock().instant())));
                        tokens.set(next.user(), successor);
                    };
                },
                () -> rotated(host, BARE));
    }

    private static Contestant holdfast(AuthHost host, TrustedDevices devices, Handed handed) {
        TransactionRunner runner = host.requestRunner();
        return Tallied.of(
                "Holdfast TrustedDevices",
                thread -> {
                    Users.Turn turn = handed.users().of(thread);
                    return () -> {
                        Users.Next next = turn.next();
                        UserRef user = UserRef.of(next.of(HOLDFAST));
                        Secret token = handed.tokens().get(next.user());
                        RecognitionResult result = runner.call(tx -> devices.recognise(tx, user, token));
                        if (!(result instanceof RecognitionResult.Trusted trusted)) {
                            throw new IllegalStateException("the newest token must be recognised, got " + result);
                        }
                        handed.tokens().set(next.user(), trusted.token());
                    };
                },
                () -> rotated(host, HOLDFAST));
    }

    private static KeyedHash hash() {
        return KeyedHash.of(TrustedDeviceSetup.KEY_PURPOSE, AuthHost.ring(TrustedDeviceSetup.KEY_PURPOSE));
    }

    /** A token's hash, its successor's, and when. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Rotation(byte[] old, byte[] fresh, Instant at) {}

    private static Instant rotate(Connection connection, String user, Rotation rotation) throws SQLException {
        OffsetDateTime now = rotation.at().atOffset(ZoneOffset.UTC);
        try (PreparedStatement update = connection.prepareStatement(ROTATE)) {
            update.setBytes(1, rotation.fresh());
            update.setObject(2, now);
            update.setObject(3, now);
            update.setString(4, user);
            update.setBytes(5, rotation.old());
            update.setObject(6, now.minusSeconds(30));
            update.setObject(7, now);
            try (ResultSet row = update.executeQuery()) {
                JdbcContestant.requireRow(row);
                return row.getObject(1, OffsetDateTime.class).toInstant();
            }
        }
    }

    /** Devices whose token was replaced; the next turn is after the grace in which it would not be. */
    private static long rotated(AuthHost host, String name) throws SQLException {
        String own = " user_id LIKE '" + name + "-%'";
        if (host.clock() instanceof MutableClock clock) {
            clock.advance(BETWEEN_TURNS);
        }
        return host.tally(
                "SELECT count(*) FROM holdfast.trusted_device WHERE rotated_at > created_at AND previous_hash"
                        + " IS NOT NULL AND" + own,
                "UPDATE holdfast.trusted_device SET created_at = rotated_at, previous_hash = NULL WHERE" + own);
    }
}
