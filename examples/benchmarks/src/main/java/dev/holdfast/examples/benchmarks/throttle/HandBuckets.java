package dev.holdfast.examples.benchmarks.throttle;

import dev.holdfast.auth.throttle.ThrottleSetup;
import dev.holdfast.core.secret.KeyedHash;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.examples.benchmarks.credential.AuthHost;
import dev.holdfast.examples.benchmarks.harness.JdbcContestant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The buckets of an attempt as one writes them by hand: keyed hashes as names, the module's own rows, a statement each.
 *
 * @param account whose attempt
 * @param address from where
 * @param count 4, or 1 for the account's alone
 */
record HandBuckets(int account, int address, int count) {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final KeyedHash HASH =
            KeyedHash.of(ThrottleSetup.KEY_PURPOSE, AuthHost.ring(ThrottleSetup.KEY_PURPOSE));
    private static final int SHARDS = 16;
    private static final String TAKE =
            "INSERT INTO holdfast.login_bucket AS b (bucket, key_id, kind, account, generation,"
                    + " failures, empty_at, last_at, previous_at, accounts, sprayed)"
                    + " VALUES (?, 'k1', ?, ?, ?, 1, ?, ?, ?, 0, false) ON CONFLICT (bucket) DO UPDATE"
                    + " SET failures = b.failures + 1, empty_at = b.empty_at + interval '1 day', last_at = excluded.last_at,"
                    + " previous_at = b.last_at WHERE b.failures < 100000 RETURNING failures";
    private static final String GIVE_BACK = "UPDATE holdfast.login_bucket SET failures = failures - 1,"
            + " empty_at = empty_at - interval '1 day', last_at = previous_at WHERE bucket = ? AND failures > 0";

    /** A bucket's kind and what it is of. */
    private record Bucket(String kind, String of, boolean ofAccount) {}

    /** Narrowest first, so that nobody waits in a circle. */
    private List<Bucket> buckets() {
        List<Bucket> buckets = new ArrayList<>();
        if (count > 1) {
            buckets.add(new Bucket("PAIR", "p:" + account + ':' + address, true));
        }
        buckets.add(new Bucket("ACCOUNT", "a:" + account, true));
        if (count > 1) {
            int from = account + address;
            buckets.add(new Bucket("ADDRESS", "n:" + from, false));
            buckets.add(new Bucket("GLOBAL", "g:" + from % SHARDS, false));
        }
        return buckets;
    }

    int take(Connection connection) throws SQLException {
        OffsetDateTime now = CLOCK.instant().atOffset(ZoneOffset.UTC);
        int taken = 0;
        for (Bucket bucket : buckets()) {
            try (PreparedStatement statement = connection.prepareStatement(TAKE)) {
                statement.setBytes(1, hash(bucket.of()));
                statement.setString(2, bucket.kind());
                statement.setBytes(3, bucket.ofAccount() ? hash("a:" + account) : null);
                statement.setObject(4, UUID.randomUUID());
                statement.setObject(5, now.plusDays(1));
                statement.setObject(6, now);
                statement.setObject(7, now);
                try (ResultSet row = statement.executeQuery()) {
                    JdbcContestant.requireRow(row);
                    taken += row.getInt(1);
                }
            }
        }
        return taken;
    }

    int giveBack(Connection connection) throws SQLException {
        int given = 0;
        for (Bucket bucket : buckets()) {
            try (PreparedStatement statement = connection.prepareStatement(GIVE_BACK)) {
                statement.setBytes(1, hash(bucket.of()));
                int rows = statement.executeUpdate();
                JdbcContestant.requireOne(rows);
                given += rows;
            }
        }
        return given;
    }

    private static byte[] hash(String text) {
        return HASH.tag(Secret.ofText(text)).hash();
    }
}
