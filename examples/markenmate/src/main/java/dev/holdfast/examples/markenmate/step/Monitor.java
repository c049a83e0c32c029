package dev.holdfast.examples.markenmate.step;

import dev.holdfast.audit.AuditLog;
import dev.holdfast.examples.markenmate.app.Figures;
import dev.holdfast.examples.markenmate.app.LendingDesk;
import java.util.LongSummaryStatistics;

/** The figures that the team wants to watch. */
public final class Monitor implements Step {
    @Override
    public String title() {
        return "Monitor: audit write time, version conflicts";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        Figures figures = host.application().figures();
        LongSummaryStatistics writes = figures.micros(AuditLog.APPEND_TIMER);
        long events = host.number("SELECT count(*) FROM holdfast.audit_event");
        transcript.expect("audit events written and kept", events, writes.getCount());
        transcript.found("audit write time: mean %.0f µs, greatest %d µs", writes.getAverage(), writes.getMax());
        transcript.because("pg_stat_statements has no column \"duration\"; the log times its own writes");
        long conflicts = host.events(LendingDesk.UPDATE).stream()
                .filter(stored -> "version_mismatch".equals(stored.event().reason()))
                .count();
        transcript.expect("version conflicts in the audit log", figures.count("holdfast.lock.conflict"), conflicts);
        transcript.because("metadata is jsonb: one malformed row cannot break the query, as a cast from text would");
    }
}
