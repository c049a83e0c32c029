package dev.holdfast.audit.report;

import dev.holdfast.audit.report.Activity.Part;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.tx.HostTransaction;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

/**
 * Takes the sums by one statement, so that they are of one snapshot and agree with one another. The events are read once;
 * the server keeps the few columns needed, on disk when they are many, and gives back some hundred rows.
 */
final class ActivityQuery {
    private static final String SQL = """
            WITH e AS MATERIALIZED (
                SELECT action, category, outcome, severity, suspicious, actor_id, actor_type,
                    CAST(floor(extract(epoch FROM occurred_at - {1}) / {2}) AS integer) AS bar,
                    CASE WHEN outcome IN ('DENIED', 'FAILURE') THEN coalesce(reason, 'no reason given') END AS reason
                FROM {0} WHERE {3})
            SELECT 'ALL' AS part, CAST(count(DISTINCT (actor_type, actor_id)) AS text) AS key,
                CAST(count(*) FILTER (WHERE suspicious) AS text) AS detail, {4} FROM e
            UNION ALL SELECT 'BAR', CAST(bar AS text), '', {4} FROM e GROUP BY bar
            UNION ALL SELECT 'CATEGORY', category, '', {4} FROM e GROUP BY category
            UNION ALL SELECT 'SEVERITY', severity, '', {4} FROM e GROUP BY severity
            UNION ALL (SELECT 'ACTION', action, '', {4} FROM e
                GROUP BY action ORDER BY count(*) DESC, action LIMIT {5})
            UNION ALL (SELECT 'ACTOR', actor_id, actor_type, {4} FROM e
                GROUP BY actor_id, actor_type ORDER BY count(*) DESC, actor_id LIMIT {5})
            UNION ALL (SELECT 'REFUSED', actor_id, actor_type, {4} FROM e WHERE reason IS NOT NULL
                GROUP BY actor_id, actor_type ORDER BY count(*) DESC, actor_id LIMIT {5})
            UNION ALL (SELECT 'REASON', reason, '', {4} FROM e WHERE reason IS NOT NULL
                GROUP BY reason ORDER BY count(*) DESC, reason LIMIT {5})
            """;

    private static final String TALLY = """
            count(*) FILTER (WHERE outcome = 'SUCCESS') AS succeeded,
            count(*) FILTER (WHERE outcome = 'FAILURE') AS failed,
            count(*) FILTER (WHERE outcome = 'DENIED') AS denied,
            count(*) FILTER (WHERE outcome = 'UNKNOWN') AS unknown""";

    private static final int TOP = 10;

    private final Namespace namespace;

    ActivityQuery(Namespace namespace) {
        this.namespace = namespace;
    }

    Activity read(DSLContext tx, ReportRequest request) {
        Step step = Step.of(request.from(), request.until());
        Instant first = step.floor(request.from());
        Map<Part, List<Tally>> parts = new EnumMap<>(Part.class);
        HostTransaction.join(tx)
                .fetch(
                        SQL,
                        DSL.table(namespace.name("audit_event")),
                        DSL.val(first.atOffset(ZoneOffset.UTC)),
                        DSL.inline(step.length.toSeconds()),
                        request.filter().condition(),
                        DSL.sql(TALLY),
                        DSL.inline(TOP))
                .forEach(row -> parts.computeIfAbsent(
                                Part.valueOf(row.get("part", String.class)), part -> new ArrayList<>())
                        .add(tally(row)));
        Instant last = step.floor(request.until().minusNanos(1));
        int bars = (int) (Duration.between(first, last).dividedBy(step.length) + 1);
        return new Activity(step, first, bars, parts);
    }

    private static Tally tally(Record row) {
        return new Tally(
                row.get("key", String.class),
                row.get("detail", String.class),
                row.get("succeeded", Long.class),
                row.get("failed", Long.class),
                row.get("denied", Long.class),
                row.get("unknown", Long.class));
    }
}
