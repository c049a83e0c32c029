package dev.holdfast.examples.zekka.step;

import dev.holdfast.examples.zekka.app.Nodes;
import dev.holdfast.examples.zekka.step.Transcript.Deviation;
import dev.holdfast.migration.MigrationResult;
import dev.holdfast.migration.MigrationSet;
import dev.holdfast.migration.MigrationStatus;
import dev.holdfast.migration.Migrations;
import dev.holdfast.migration.apply.MigrationException;
import dev.holdfast.migration.record.RunRecord.Kind;
import dev.holdfast.migration.record.RunRecord.Outcome;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The server ends 003 in the middle of its second index; the next run goes on there. */
public final class CutShort implements Step<Host> {
    private static final String BUILDING = """
            SELECT pid FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'
                AND query LIKE 'CREATE INDEX CONCURRENTLY audit\\_log\\_basic%'""";
    private static final String INDEXES = """
            SELECT c.relname || CASE WHEN i.indisvalid THEN ' valid' ELSE ' invalid' END
            FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            WHERE c.relname IN ('sessions_expires_at_idx', 'audit_log_basic_created_at_idx', 'api_keys_user_id_idx')
            ORDER BY c.oid""";

    @Override
    public String title() {
        return "Migrate to 003: cut short, and gone on with";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        String failure = cutShort(host);
        transcript.refused("003, its session ended by the server", "57P01", failure);
        transcript.expect(
                "indexes",
                List.of("sessions_expires_at_idx valid", "audit_log_basic_created_at_idx invalid"),
                host.texts(INDEXES));
        MigrationStatus.Interruption interruption = host.migrations().status().of(MigrationSet.HOST).steps().stream()
                .flatMap(step -> step.interruption().stream())
                .findFirst()
                .orElseThrow(() -> new Deviation("status must know that 003 was cut short"));
        transcript.expect(
                "status says where 003 stands",
                new MigrationStatus.Interruption(2, 3, true, "migrate goes on there"),
                interruption);
        transcript.because("a failed CREATE INDEX CONCURRENTLY leaves an index that costs writes and serves nobody");
        transcript.expect("the next run applies", List.of("003"), migrate(host).versions(MigrationSet.HOST));
        transcript.expect(
                "indexes",
                List.of(
                        "sessions_expires_at_idx valid",
                        "audit_log_basic_created_at_idx valid",
                        "api_keys_user_id_idx valid"),
                host.texts(INDEXES));
    }

    /** A report's forgotten transaction holds the build up; meanwhile somebody ends the session that builds. */
    private static String cutShort(Host host) {
        try (Nodes nodes = new Nodes()) {
            return host.transactions().call(forgotten -> {
                var unused = forgotten.execute("UPDATE audit_log_basic SET action = action WHERE id = 1");
                CompletableFuture<MigrationResult> run = nodes.start(() -> migrate(host));
                long builder = host.awaited("an index build that waits", BUILDING);
                if (!host.text("SELECT pg_terminate_backend(?::int)", builder).equals("true")) {
                    throw new Deviation("the session that builds must be there to be ended");
                }
                return failure(run);
            });
        }
    }

    private static String failure(CompletableFuture<MigrationResult> run) {
        try {
            return "applied " + run.join().versions(MigrationSet.HOST);
        } catch (CompletionException e) {
            if (e.getCause() instanceof MigrationException failed) {
                return String.valueOf(failed.getMessage());
            }
            throw e;
        }
    }

    private static MigrationResult migrate(Host host) {
        return host.recorded(Kind.MIGRATE, Migrations::migrate, (recording, done) -> Outcome.success());
    }
}
