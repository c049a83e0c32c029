package dev.holdfast.examples.markenmate.step;

import dev.holdfast.audit.partition.MonthPartition;
import dev.holdfast.core.Namespace;
import dev.holdfast.examples.markenmate.app.LogKeeping;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jooq.DSLContext;

/**
 * Two months of history that the team brings along, long enough ago to leave the log.
 *
 * @param older the older one
 */
record OldMonths(YearMonth older) {
    static final long EVENTS = 40;

    /** Ids are UUIDs of version 7, whose time decides the month (RFC 9562 §5.7). */
    private static final String IMPORT = """
            INSERT INTO holdfast.audit_event (id, recorded_at, occurred_at, schema_version, risk_score, suspicious, origin,
                action, category, outcome, severity, actor_type, actor_id, risk_level, targets, change_set, metadata)
            SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(n), 3, '0')
                    || '8' || substr(md5(at::text), 1, 15))::uuid,
                at, at, 1, 0, false, 'IMPORT',
                'lending.update', 'DATA', 'SUCCESS', 'INFO', 'USER', ?, 'NONE', '[]', '[]', jsonb_build_object('row', n)
            FROM generate_series(?::int, ?::int) n, LATERAL (SELECT ?::timestamptz + n * interval '1 hour' AS at) t""";

    private static final String HASH = "SELECT md5(string_agg(e::text, ';' ORDER BY id)) FROM %s e";

    static OldMonths of(Host host) {
        Instant now = host.application().clock().instant();
        return new OldMonths(YearMonth.from(now.atOffset(ZoneOffset.UTC)).minusMonths(8));
    }

    YearMonth younger() {
        return older.plusMonths(1);
    }

    /** Writes both months, the younger one by another member. */
    void bringAlong(LogKeeping keeping) {
        int made = keeping.partitions().ensure(older, younger()).size();
        if (made != 2) {
            throw new Transcript.Deviation("both months of the history must be new to the log, made " + made);
        }
        keeping.jobs().run(tx -> {
            append(tx, older, "user-010", 1, (int) EVENTS);
            append(tx, younger(), "user-044", 1, (int) EVENTS);
        });
    }

    /** One more event of the older month. */
    void appendLate(DSLContext tx) {
        append(tx, older, "user-010", (int) EVENTS + 1, (int) EVENTS + 1);
    }

    private static void append(DSLContext tx, YearMonth month, String actor, int from, int to) {
        OffsetDateTime time = month.atDay(3).atStartOfDay().atOffset(ZoneOffset.UTC);
        tx.execute(IMPORT, actor, from, to, time);
    }

    /** Every column of every row, in one hash. */
    String hashOfOlder(Host host) {
        return host.text(HASH.formatted(table(older)));
    }

    /** How many rows of a month are in the log. */
    long inLog(Host host, YearMonth month) {
        return host.number(
                "SELECT count(*) FROM holdfast.audit_event WHERE id >= CAST(? AS uuid) AND id < CAST(? AS uuid)",
                partition(month).from(),
                partition(month).until());
    }

    private static String table(YearMonth month) {
        return "holdfast." + partition(month).table();
    }

    private static MonthPartition partition(YearMonth month) {
        return MonthPartition.of(Namespace.defaults(), month);
    }
}
