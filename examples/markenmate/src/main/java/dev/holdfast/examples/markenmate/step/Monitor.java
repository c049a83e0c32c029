package dev.holdfast.examples.markenmate.step;

import dev.holdfast.audit.AuditFilter;
import dev.holdfast.audit.AuditLog;
import dev.holdfast.audit.AuditQuery;
import dev.holdfast.core.event.Outcome;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.examples.markenmate.app.Figures;
import dev.holdfast.examples.markenmate.app.LendingDesk;
import dev.holdfast.examples.markenmate.step.Transcript.Deviation;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The figures that the team wants to watch. */
public final class Monitor implements Step {
    private static final String PLANNED = "SELECT count(*) FROM plan.audit_log"
            + " WHERE action = 'LENDING_UPDATE' AND metadata::json ->> 'error' = 'version_mismatch'";

    private static final String PER_ACTOR = """
            SELECT coalesce(string_agg(actor_id || ' ' || n, ', ' ORDER BY actor_id), 'none') FROM (
                SELECT actor_id, count(*) AS n FROM holdfast.audit_event WHERE outcome = 'DENIED' GROUP BY actor_id) t""";

    private static final String STEP_UP = """
            SELECT string_agg(action || ' ' || outcome || ' ' || n, ', ' ORDER BY action, outcome DESC) FROM (
                SELECT action, outcome, count(*) AS n FROM holdfast.audit_event WHERE action LIKE 'step\\_up\\_token.%'
                GROUP BY action, outcome) t""";

    private static final String ACTIVITY = """
            SELECT string_agg(category || ' ' || n, ', ' ORDER BY n DESC, category) FROM (
                SELECT category, count(*) AS n FROM holdfast.audit_event GROUP BY category) t""";

    @Override
    public String title() {
        return "Monitor: audit write time, version conflicts, denials, step-up, activity";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        Figures figures = host.application().figures();
        LongSummaryStatistics writes = figures.micros(AuditLog.APPEND_TIMER);
        long events = host.number("SELECT count(*) FROM holdfast.audit_event");
        transcript.expect("audit events written and kept", events, writes.getCount());
        transcript.found("audit write time: mean %.0f µs, greatest %d µs", writes.getAverage(), writes.getMax());
        transcript.because("pg_stat_statements has no column \"duration\"; the log times its own writes");
        conflicts(host, transcript);
        transcript.expect("denied, by actor, in SQL and through the log's query", denied(host), host.text(PER_ACTOR));
        transcript.found("step-up: %s", host.text(STEP_UP));
        transcript.found("activity: %s", host.text(ACTIVITY));
    }

    /** The plan's query, before and after one row that is no JSON; then ours. */
    private static void conflicts(Host host, Transcript transcript) {
        PlannedLog.create(host);
        transcript.expect("version conflicts by the plan's query", PlannedLog.OLD, host.number(PLANNED));
        int unused = (int) PlannedLog.statement(
                host,
                "INSERT INTO plan.audit_log (action, metadata, created_at) VALUES ('LENDING_UPDATE', '{cut', now())");
        transcript.refused("the same when one row of metadata was cut short", "22P02", sqlState(host));
        PlannedLog.drop(host);

        long conflicts = host.events(LendingDesk.UPDATE).stream()
                .filter(stored -> "version_mismatch".equals(stored.event().reason()))
                .count();
        transcript.expect(
                "version conflicts in the audit log",
                host.application().figures().count("holdfast.lock.conflict"),
                conflicts);
        transcript.because("metadata is jsonb: a malformed row cannot get in, and so cannot break the query");
    }

    private static String sqlState(Host host) {
        try {
            long counted = host.number(PLANNED);
            throw new Deviation("a cast of text that is no JSON must fail, counted " + counted);
        } catch (DatabaseException e) {
            return e.sqlState().orElse("no SQLSTATE");
        }
    }

    private static String denied(Host host) {
        AuditQuery query = AuditQuery.newestFirst(AuditFilter.any().withOutcome(Outcome.DENIED))
                .withPageSize(1000);
        Map<String, Long> counts =
                host
                        .application()
                        .requests()
                        .call(tx ->
                                host.application().auditLog().find(tx, query).events())
                        .stream()
                        .collect(Collectors.groupingBy(
                                stored -> stored.event().actor().id(), TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
