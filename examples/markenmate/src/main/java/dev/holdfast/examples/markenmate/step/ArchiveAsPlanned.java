package dev.holdfast.examples.markenmate.step;

import dev.holdfast.core.tx.TransactionRunner;

/** The plan's monthly archive, run as it stands while the application goes on writing: rows are lost. */
public final class ArchiveAsPlanned implements Step {
    private static final String COPY = "INSERT INTO plan.audit_log_archive SELECT * FROM plan.audit_log"
            + " WHERE created_at < now() - interval '90 days'";
    private static final String DELETE = "DELETE FROM plan.audit_log WHERE created_at < now() - interval '90 days'";
    private static final String WRITE = "INSERT INTO plan.audit_log (action, created_at) VALUES ('LENDING_UPDATE', ";
    private static final String IN_NEITHER = """
            SELECT string_agg(id::text, ', ' ORDER BY id)
            FROM generate_series(1, (SELECT last_value FROM plan.audit_log_id_seq)) id
            WHERE id NOT IN (SELECT id FROM plan.audit_log UNION ALL SELECT id FROM plan.audit_log_archive)""";

    @Override
    public String title() {
        return "Archive as planned: two statements, two moments, rows lost between them";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        PlannedLog.create(host);
        TransactionRunner writers = host.application().requests();
        long copied = writers.call(late -> {
            late.execute(WRITE + "now() - interval '100 days')");
            // The copy commits while the late row does not yet exist for anybody else.
            return PlannedLog.statement(host, COPY);
        });
        // Too young for the copy that was; old enough for the deletion to come.
        writers.run(tx -> tx.execute(WRITE + "clock_timestamp() - interval '90 days')"));
        long deleted = PlannedLog.statement(host, DELETE);

        transcript.expect("rows copied by the first statement", PlannedLog.OLD, copied);
        transcript.expect("rows deleted by the second", PlannedLog.OLD + 2, deleted);
        transcript.expect(
                "rows written, left in the log, and in the archive",
                "102, 40, 60",
                host.text("SELECT (SELECT last_value FROM plan.audit_log_id_seq) || ', ' || (SELECT count(*)"
                        + " FROM plan.audit_log) || ', ' || (SELECT count(*) FROM plan.audit_log_archive)"));
        transcript.expect("committed rows that are in neither, by their ids", "101, 102", host.text(IN_NEITHER));
        transcript.because("row 101 was committed late, row 102 turned 90 days old in between; nothing said a word");
        PlannedLog.drop(host);
    }
}
