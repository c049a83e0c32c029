package dev.holdfast.auth.throttle;

import dev.holdfast.auth.internal.BoundedWait;
import dev.holdfast.auth.internal.JoinedSql;
import dev.holdfast.auth.throttle.BucketNames.Name;
import dev.holdfast.auth.throttle.BucketNames.Names;
import dev.holdfast.auth.throttle.ThrottleDecision.Place;
import dev.holdfast.auth.throttle.policy.ThrottleBucket;
import dev.holdfast.core.secret.HashTag;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
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
        return BoundedWait.rows(
                own,
                sql.count,
                binds -> binds.time(now)
                        .array("text", kinds(names))
                        .array("bytea", hashes(names))
                        .array("bytea", accounts(names))
                        .texts(names.keyId())
                        .uuid(UUID.randomUUID()),
                ThrottleRows::taken);
    }

    /** Gives back what was taken, as though it had not been, unless the bucket was emptied meanwhile. */
    void giveBack(DSLContext own, List<Taken> taken) {
        boolean newcomer = taken.stream().anyMatch(Taken::newcomer);
        int unused = JoinedSql.update(
                own,
                sql.giveBack,
                binds -> binds.array("bytea", taken.stream().map(Taken::hash).toArray(byte[][]::new))
                        .array("uuid", column(taken, Taken::generation))
                        .array("timestamptz", column(taken, Taken::lastAt))
                        .number(newcomer ? 1 : 0));
    }

    /** The buckets that refuse an attempt now. */
    List<Refusing> look(DSLContext own, Names names, Instant now) {
        return JoinedSql.rows(
                own,
                sql.look,
                binds -> binds.time(now).array("bytea", hashes(names)),
                row -> new Refusing(
                        ThrottleBucket.valueOf(row.getString("kind")),
                        row.getBoolean("stopped"),
                        Duration.ofMillis((long) (row.getDouble("seconds") * 1000))));
    }

    /** Takes the rows of a retiring hash key over under the active one. */
    void move(DSLContext own, Names older, Names names, Instant now) {
        int unused = JoinedSql.update(
                own,
                sql.move,
                binds -> binds.time(now)
                        .array("bytea", hashes(older))
                        .array("bytea", hashes(names))
                        .array("bytea", accounts(names))
                        .texts(names.keyId()));
    }

    /** Empties all buckets of an account. */
    void reset(DSLContext own, List<HashTag> account) {
        int unused = JoinedSql.update(own, sql.reset, binds -> binds.hashes(account));
    }

    /** What the account's logins since a moment tell of a country. */
    Place place(DSLContext own, List<HashTag> account, @Nullable String country, Instant since) {
        if (country == null) {
            // No round trip for what is known, while the attempt holds a row that others wait for.
            return Place.NOT_GIVEN;
        }
        return JoinedSql.row(
                        own,
                        sql.place,
                        binds -> binds.hashes(account).texts(country).time(since),
                        row -> Place.valueOf(row.getString(1)))
                .orElseThrow(() -> new IllegalStateException("looking at a place must give one row, gave none"));
    }

    /** Keeps the country of a login. */
    void remember(DSLContext own, HashTag account, String country, Instant now) {
        int unused = JoinedSql.update(
                own,
                sql.remember,
                binds -> binds.bytes(account.hash())
                        .texts(country, account.keyId())
                        .time(now));
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

    private static Object[] kinds(Names names) {
        return names.buckets().stream().map(name -> name.kind().name()).toArray();
    }

    private static Object[] hashes(Names names) {
        return names.buckets().stream().map(Name::hash).toArray(byte[][]::new);
    }

    private static Object[] accounts(Names names) {
        return names.buckets().stream().map(Name::account).toArray(byte[][]::new);
    }

    private static Object[] column(List<Taken> taken, Function<Taken, Object> part) {
        return taken.stream().map(part).toArray();
    }
}
