package dev.holdfast.examples.benchmarks.sealing;

import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Fills a log by the server alone, with rows as the other contests write them, in transactions of a hundred. */
final class EventFill {
    private static final int TRANSACTION = 100;

    private EventFill() {}

    /** Adds events; what is left of a hundred is a transaction, too. */
    static void add(TestDatabase database, int events) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            // What is filled in need not be durable before what is measured begins.
            statement.execute("SET synchronous_commit = off");
            statement.execute("""
                    DO $$
                    DECLARE done int := 0; part int;
                    BEGIN
                        WHILE done < %1$d LOOP
                            part := least(%2$d, %1$d - done);
                            INSERT INTO holdfast.audit_event (id, occurred_at, schema_version, action, category, outcome,
                                    severity, target_type, target_id, targets, change_set, metadata, risk_level,
                                    risk_score, suspicious, actor_type, actor_id, actor_session, source_ip, user_agent,
                                    correlation_id)
                                SELECT (lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0')
                                        || '7' || lpad(to_hex(n), 3, '0') || '8' || substr(md5(random()::text), 1, 15))::uuid,
                                    clock_timestamp(), 1, 'lending.update', 'DATA', 'SUCCESS', 'INFO', 'lending',
                                    (done + n)::text, jsonb_build_array(jsonb_build_object('type', 'lending', 'id',
                                    (done + n)::text)), '[{"path": "state", "old": "open", "new": "returned"}]',
                                    '{"branch": "north"}', 'NONE', 0, false, 'USER', 'user ' || (done + n) %% 1000,
                                    'session-1', '192.0.2.17',
                                    'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
                                    '0198f2a4-7c31-7e52-9d0b-5a7c2f1e8b64'
                                FROM generate_series(1, part) n;
                            COMMIT;
                            done := done + part;
                        END LOOP;
                    END $$""".formatted(events, TRANSACTION));
        }
    }
}
