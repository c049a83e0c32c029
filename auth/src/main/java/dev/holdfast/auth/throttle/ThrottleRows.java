package dev.holdfast.auth.throttle;

import dev.holdfast.auth.attempt.internal.BoundedWait;
import dev.holdfast.auth.throttle.BucketNames.Name;
import dev.holdfast.auth.throttle.BucketNames.Names;
import dev.holdfast.auth.throttle.ThrottleDecision.Place;
import dev.holdfast.auth.throttle.policy.ThrottleBucket;
import dev.holdfast.core.secret.HashTag;
import dev.holdfast.core.tx.HostTransaction;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Runs the statements on the throttle's tables. All join a transaction of the throttle's own. */
final class ThrottleRows {
    private final ThrottleSql sql;

    ThrottleRows(ThrottleSql sql) {
        this.sql = sql;
    }

    /**
     * What an attempt took from one bucket.
     *
     * @param kind the bucket's kind
     * @param hash its name
     * @param generation which filling of the bucket
     * @param lastAt the time that the attempt wrote
     * @param stopped whether it was the last that the bucket took
     * @param accounts how many accounts failed there
     * @param newcomer whether this account is one more of them
     * @param spray whether an event has to tell of them
     */
    @SuppressWarnings("ArrayRecordComponent") // stays in the package, is never changed or compared
    record Taken(
            ThrottleBucket kind,
            byte[] hash,
            UUID generation,
            OffsetDateTime lastAt,
            boolean stopped,
            int accounts,
            boolean newcomer,
            boolean spray) {}

    /**
     * A bucket that refuses.
     *
     * @param kind its kind
     * @param stopped whether only a reset helps
     * @param left how long it still makes an attempt wait
     */
    record Refusing(ThrottleBucket kind, boolean stopped, Duration left) {}

    /** Counts an attempt in all buckets that take it. */
    List<Taken> count(DSLContext own, Names names, Instant now) {
        return HostTransaction.onConnection(own, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql.count)) {
                statement.setObject(1, at(now));
                statement.setArray(2, connection.createArrayOf("text", kinds(names)));
                statement.setArray(3, names(connection, names));
                statement.setArray(4, accounts(connection, names));
                statement.setString(5, names.keyId());
                statement.setObject(6, UUID.randomUUID());
                try (ResultSet rows = BoundedWait.query(statement)) {
                    List<Taken> taken = new ArrayList<>();
                    while (rows.next()) {
                        taken.add(taken(rows));
                    }
                    return taken;
                }
            }
        });
    }

    /** Gives back what was taken, as though it had not been, unless the bucket was emptied meanwhile. */
    void giveBack(DSLContext own, List<Taken> taken) {
        boolean newcomer = taken.stream().anyMatch(Taken::newcomer);
        int unused = HostTransaction.onConnection(own, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql.giveBack)) {
                statement.setArray(1, bytea(connection, taken.stream().map(Taken::hash)));
                statement.setArray(2, connection.createArrayOf("uuid", column(taken, Taken::generation)));
                statement.setArray(3, connection.createArrayOf("timestamptz", column(taken, Taken::lastAt)));
                statement.setInt(4, newcomer ? 1 : 0);
                return statement.executeUpdate();
            }
        });
    }

    /** The buckets that refuse an attempt now. */
    List<Refusing> look(DSLContext own, Names names, Instant now) {
        return HostTransaction.onConnection(own, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql.look)) {
                statement.setObject(1, at(now));
                statement.setArray(2, names(connection, names));
                try (ResultSet rows = statement.executeQuery()) {
                    List<Refusing> refusing = new ArrayList<>();
                    while (rows.next()) {
                        refusing.add(new Refusing(
                                ThrottleBucket.valueOf(rows.getString("kind")),
                                rows.getBoolean("stopped"),
                                Duration.ofMillis((long) (rows.getDouble("seconds") * 1000))));
                    }
                    return refusing;
                }
            }
        });
    }

    /** Takes the rows of a retiring hash key over under the active one. */
    void move(DSLContext own, Names older, Names names, Instant now) {
        int unused = HostTransaction.onConnection(own, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql.move)) {
                statement.setObject(1, at(now));
                statement.setArray(2, names(connection, older));
                statement.setArray(3, names(connection, names));
                statement.setArray(4, accounts(connection, names));
                statement.setString(5, names.keyId());
                return statement.executeUpdate();
            }
        });
    }

    /** Empties all buckets of an account. */
    void reset(DSLContext own, List<HashTag> account) {
        int unused = HostTransaction.onConnection(own, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql.reset)) {
                statement.setArray(1, hashes(connection, account));
                return statement.executeUpdate();
            }
        });
    }

    /** What the account's logins since a moment tell of a country. */
    Place place(DSLContext own, List<HashTag> account, @Nullable String country, Instant since) {
        if (country == null) {
            // No round trip for what is known, while the attempt holds a row that others wait for.
            return Place.NOT_GIVEN;
        }
        return HostTransaction.onConnection(own, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql.place)) {
                statement.setArray(1, hashes(connection, account));
                statement.setString(2, country);
                statement.setObject(3, at(since));
                try (ResultSet row = statement.executeQuery()) {
                    if (!row.next()) {
                        throw new SQLException("looking at a place must give one row");
                    }
                    return Place.valueOf(row.getString(1));
                }
            }
        });
    }

    /** Keeps the country of a login. */
    void remember(DSLContext own, HashTag account, String country, Instant now) {
        int unused = HostTransaction.onConnection(own, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql.remember)) {
                statement.setBytes(1, account.hash());
                statement.setString(2, country);
                statement.setString(3, account.keyId());
                statement.setObject(4, at(now));
                return statement.executeUpdate();
            }
        });
    }

    private static Taken taken(ResultSet row) throws SQLException {
        return new Taken(
                ThrottleBucket.valueOf(row.getString("kind")),
                row.getBytes("bucket"),
                row.getObject("generation", UUID.class),
                row.getObject("last_at", OffsetDateTime.class),
                row.getBoolean("stopped"),
                row.getInt("accounts"),
                row.getBoolean("newcomer"),
                row.getBoolean("spray"));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Object[] kinds(Names names) {
        return names.buckets().stream().map(name -> name.kind().name()).toArray();
    }

    private static Array names(Connection connection, Names names) throws SQLException {
        return bytea(connection, names.buckets().stream().map(Name::hash));
    }

    private static Array accounts(Connection connection, Names names) throws SQLException {
        return bytea(connection, names.buckets().stream().map(Name::account));
    }

    private static Array hashes(Connection connection, List<HashTag> tags) throws SQLException {
        return bytea(connection, tags.stream().map(HashTag::hash));
    }

    private static Array bytea(Connection connection, Stream<byte @Nullable []> values) throws SQLException {
        return connection.createArrayOf("bytea", values.toArray(byte[][]::new));
    }

    private static Object[] column(List<Taken> taken, Function<Taken, Object> part) {
        return taken.stream().map(part).toArray();
    }
}
