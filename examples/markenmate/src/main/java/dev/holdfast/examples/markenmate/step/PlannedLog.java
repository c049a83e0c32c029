package dev.holdfast.examples.markenmate.step;

/** The audit log as the plan has it, in a schema of its own: an ordinary table beside an ordinary archive. */
final class PlannedLog {
    /** Rows older than 90 days, and younger ones. */
    static final long OLD = 60;

    static final long YOUNG = 40;

    private static final String TABLES = """
            CREATE SCHEMA plan;
            CREATE TABLE plan.audit_log (
                id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                action     text        NOT NULL,
                metadata   text,
                created_at timestamptz NOT NULL
            );
            CREATE TABLE plan.audit_log_archive (LIKE plan.audit_log);
            INSERT INTO plan.audit_log (action, metadata, created_at)
            SELECT 'LENDING_UPDATE', '{"error": "version_mismatch"}', now() - n * interval '1 day'
            FROM generate_series(91, 150) n
            UNION ALL SELECT 'LENDING_UPDATE', '{"tokens": ' || n || '}', now() - n * interval '1 day'
            FROM generate_series(1, 40) n""";

    private PlannedLog() {}

    static void create(Host host) {
        host.application().requests().run(tx -> tx.execute(TABLES));
    }

    static void drop(Host host) {
        host.application().requests().run(tx -> tx.execute("DROP SCHEMA plan CASCADE"));
    }

    /** As a cron job runs it: one statement, committed by itself. Gives the number of rows. */
    static long statement(Host host, String sql) {
        return host.application().logKeeping().jobs().call(tx -> (long) tx.execute(sql));
    }
}
