package dev.holdfast.auth.throttle;

import dev.holdfast.auth.internal.BoundedWait;
import dev.holdfast.auth.throttle.policy.BucketPolicy;
import dev.holdfast.auth.throttle.policy.ThrottleBucket;
import dev.holdfast.auth.throttle.policy.ThrottlePolicy;
import dev.holdfast.core.Namespace;
import java.time.Duration;
import java.util.function.Function;

/** The statements on {@code login_bucket} with a policy's numbers written into them. */
final class ThrottleSql {
    // What is left of a row's failures at a moment. The clock may have stepped back: never more than were counted.
    private static final String LEVEL =
            "least(b.failures, greatest(ceil(extract(epoch FROM b.empty_at - {at}) / {leakSeconds}), 0))::int";

    private static final String WAIT = """
            CASE WHEN {level} < {free} THEN interval '0'
                 ELSE least({first} * power(2, least({level} - {free}, 20)), {most}) END""";

    // A last attempt that lies further ahead than any wait is the mark of a clock that was set back: without the second
    // line the account would be shut until the clock is there again.
    private static final String ALLOWED = """
            (b.stopped_at IS NULL AND ({stop} = 0 OR {level} < {stop})
              AND ({level} < {free} OR b.last_at + {wait} <= {at} OR b.last_at > {at} + {most}))""";

    // Whether the address has no failure of this account yet.
    private static final String NEWCOMER = """
            (b.kind = 'ADDRESS' AND NOT EXISTS (SELECT FROM seen s WHERE s.kind = 'PAIR' AND s.level > 0))""";

    // One statement decides and writes. The rows are locked as they are inserted or met: narrowest first, one of a
    // kind, so
    // that no two attempts wait for each other. What is refused by what is there already locks nothing. When fewer rows
    // come
    // back than were asked for, the attempt is refused, and the same transaction gives the rest back.
    private static final String COUNT = """
            WITH given AS MATERIALIZED (
                SELECT g.*, ?::timestamptz AS at
                FROM unnest(?::text[], ?::bytea[], ?::bytea[]) WITH ORDINALITY AS g (kind, bucket, account, ord)
            ), seen AS MATERIALIZED (
                SELECT b.kind, b.sprayed, {level} AS level, {allowed} AS allowed
                FROM given g JOIN {bucket} b ON b.bucket = g.bucket
            )
            INSERT INTO {bucket} AS b (bucket, key_id, kind, account, generation, failures, empty_at, last_at,
                previous_at, stopped_at, accounts, sprayed)
            SELECT b.bucket, ?, b.kind, b.account, ?::uuid, 1, b.at + {leak}, b.at, b.at, NULL, {newcomer}::int, false
            FROM given b
            WHERE NOT EXISTS (SELECT FROM seen s WHERE NOT s.allowed)
            ORDER BY b.ord
            ON CONFLICT ON CONSTRAINT {prefix}login_bucket_pk DO UPDATE
            SET generation = CASE WHEN {level} = 0 THEN excluded.generation ELSE b.generation END,
                failures = {level} + 1,
                empty_at = greatest(least(b.empty_at, {at} + {level} * {leak}), {at}) + {leak},
                last_at = CASE WHEN b.last_at > {at} + {most} THEN {at} ELSE greatest(b.last_at, {at}) END,
                previous_at = b.last_at,
                stopped_at = CASE WHEN {level} + 1 = {stop} THEN {at} END,
                accounts = CASE WHEN {level} = 0 THEN 0 ELSE b.accounts END + excluded.accounts,
                sprayed = {level} > 0 AND (b.sprayed OR b.accounts >= {spray})
            WHERE {allowed}
            RETURNING b.kind, b.bucket, b.generation, b.last_at, b.stopped_at IS NOT NULL AS stopped, b.accounts,
                {newcomer} AS newcomer,
                b.sprayed AND NOT EXISTS (SELECT FROM seen s WHERE s.kind = 'ADDRESS' AND s.sprayed) AS spray
            """;

    private static final String GIVE_BACK = """
            WITH given AS (
                SELECT * FROM unnest(?::bytea[], ?::uuid[], ?::timestamptz[]) WITH ORDINALITY
                    AS g (bucket, generation, at, ord)
            ), locked AS MATERIALIZED (
                SELECT b.bucket, g.at
                FROM {bucket} b JOIN given g ON b.bucket = g.bucket AND b.generation = g.generation
                ORDER BY g.ord FOR NO KEY UPDATE OF b
            )
            UPDATE {bucket} b
            SET failures = greatest(b.failures - 1, 0),
                empty_at = b.empty_at - {leak},
                last_at = CASE WHEN b.last_at = l.at THEN b.previous_at ELSE b.last_at END,
                stopped_at = NULL,
                accounts = CASE WHEN b.kind = 'ADDRESS' THEN greatest(b.accounts - ?, 0) ELSE b.accounts END
            FROM locked l WHERE b.bucket = l.bucket
            """;

    // What a refusal waits for: one look, for the answer's time and the audit event.
    private static final String LOOK = """
            SELECT b.kind, b.stopped_at IS NOT NULL OR ({stop} > 0 AND {level} >= {stop}) AS stopped,
                   extract(epoch FROM b.last_at + {wait} - g.at) AS seconds
            FROM (SELECT ?::timestamptz AS at, bucket FROM unnest(?::bytea[]) AS u (bucket)) g
            JOIN {bucket} b ON b.bucket = g.bucket
            WHERE NOT {allowed} ORDER BY b.kind
            """;

    // While a hash key retires, the rows of an account are taken over, so that a rotation opens nothing that is shut.
    // Rows that accounts share are not: whoever took one over would hold it while waiting for an account's, against the
    // order of attempts. They forget within minutes. Old rows are locked before new ones, each in the order of an
    // attempt. A node that has not heard of the rotation may have counted meanwhile: both are added up.
    private static final String MOVE = """
            WITH moment AS (
                SELECT ?::timestamptz AS at
            ), given AS (
                SELECT * FROM unnest(?::bytea[], ?::bytea[], ?::bytea[]) WITH ORDINALITY
                    AS g (old, bucket, account, ord)
            ), locked AS MATERIALIZED (
                SELECT b.bucket AS old, g.bucket, g.account, g.ord
                FROM {bucket} b JOIN given g ON b.bucket = g.old ORDER BY g.ord FOR UPDATE OF b
            ), gone AS (
                DELETE FROM {bucket} b USING locked l WHERE b.bucket = l.old
                RETURNING l.bucket AS new_bucket, l.account AS new_account, l.ord, b.*
            )
            INSERT INTO {bucket} AS b (bucket, key_id, kind, account, generation, failures, empty_at, last_at,
                previous_at, stopped_at, accounts, sprayed)
            SELECT new_bucket, ?, kind, new_account, generation, failures, empty_at, last_at, previous_at, stopped_at,
                accounts, sprayed
            FROM gone ORDER BY ord
            ON CONFLICT ON CONSTRAINT {prefix}login_bucket_pk DO UPDATE
            SET failures = b.failures + excluded.failures,
                empty_at = greatest(b.empty_at, (SELECT at FROM moment))
                    + greatest(excluded.empty_at - (SELECT at FROM moment), interval '0'),
                last_at = greatest(b.last_at, excluded.last_at),
                stopped_at = coalesce(b.stopped_at, excluded.stopped_at),
                accounts = b.accounts + excluded.accounts,
                sprayed = b.sprayed OR excluded.sprayed
            """;

    // The account's own row comes last, as in an attempt.
    private static final String RESET = """
            WITH locked AS MATERIALIZED (
                SELECT bucket FROM {bucket} WHERE account = ANY (?) ORDER BY kind = 'ACCOUNT', bucket FOR UPDATE
            )
            DELETE FROM {bucket} b USING locked l WHERE b.bucket = l.bucket
            """;

    private static final String PLACE = """
            SELECT CASE WHEN bool_or(p.country = g.country) THEN 'KNOWN'
                        WHEN count(p.country) > 0 THEN 'NEW'
                        ELSE 'FIRST' END
            FROM (SELECT ?::bytea[] AS accounts, ?::text AS country, ?::timestamptz AS since) g
            LEFT JOIN {place} p ON p.account = ANY (g.accounts) AND p.last_at > g.since
            GROUP BY g.country
            """;

    private static final String REMEMBER = """
            INSERT INTO {place} AS p (account, country, key_id, last_at) VALUES (?, ?, ?, ?)
            ON CONFLICT ON CONSTRAINT {prefix}login_place_pk DO UPDATE
            SET last_at = greatest(p.last_at, excluded.last_at)
            """;

    final String count;
    final String giveBack;
    final String look;
    final String move;
    final String reset;
    final String place;
    final String remember;

    ThrottleSql(Namespace namespace, ThrottlePolicy policy) {
        this.count = BoundedWait.on(filled(namespace, policy, onConflict(COUNT)));
        this.giveBack = filled(namespace, policy, GIVE_BACK);
        this.look = filled(namespace, policy, LOOK.replace("{at}", "g.at"));
        this.move = filled(namespace, policy, MOVE);
        this.reset = filled(namespace, policy, RESET);
        this.place = filled(namespace, policy, PLACE);
        this.remember = filled(namespace, policy, REMEMBER);
    }

    /** The moment is the attempt's; the row that is met knows it as the one that was to be inserted. */
    private static String onConflict(String count) {
        int conflict = count.indexOf("ON CONFLICT");
        String asked = expanded(count.substring(0, conflict)).replace("{at}", "g.at");
        return asked + expanded(count.substring(conflict)).replace("{at}", "excluded.last_at");
    }

    private static String filled(Namespace namespace, ThrottlePolicy policy, String text) {
        String numbered = expanded(text)
                .replace("{at}", "g.at")
                .replace("{free}", byKind(policy, bucket -> String.valueOf(bucket.free())))
                .replace("{spray}", String.valueOf(policy.sprayAccounts()))
                .replace("{stop}", byKind(policy, bucket -> String.valueOf(bucket.stopAt())))
                .replace("{first}", byKind(policy, bucket -> interval(bucket.firstDelay())))
                .replace("{most}", byKind(policy, bucket -> interval(bucket.maxDelay())))
                .replace("{leak}", byKind(policy, bucket -> interval(bucket.forgetOneEach())))
                .replace(
                        "{leakSeconds}",
                        byKind(policy, bucket -> bucket.forgetOneEach().toMillis() + " * 0.001"));
        return ThrottleTable.sql(namespace, numbered);
    }

    private static String expanded(String text) {
        return text.replace("{newcomer}", NEWCOMER)
                .replace("{allowed}", ALLOWED)
                .replace("{wait}", WAIT)
                .replace("{level}", LEVEL);
    }

    private static String byKind(ThrottlePolicy policy, Function<BucketPolicy, String> number) {
        StringBuilder text = new StringBuilder("(CASE b.kind");
        for (ThrottleBucket kind : ThrottleBucket.values()) {
            text.append(" WHEN '").append(kind).append("' THEN ").append(number.apply(policy.bucket(kind)));
        }
        return text.append(" END)").toString();
    }

    private static String interval(Duration duration) {
        return "interval '" + duration.toMillis() + " milliseconds'";
    }
}
