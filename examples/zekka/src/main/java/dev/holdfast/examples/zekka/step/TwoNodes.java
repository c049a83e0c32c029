package dev.holdfast.examples.zekka.step;

import dev.holdfast.examples.zekka.app.Nodes;
import dev.holdfast.migration.MigrationResult;
import dev.holdfast.migration.MigrationSet;
import dev.holdfast.migration.MigrationStatus.State;
import dev.holdfast.migration.phase.GateDecision;
import dev.holdfast.migration.record.RunRecord.Kind;
import dev.holdfast.migration.record.RunRecord.Outcome;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** Two nodes start with the same deployment: one applies 002, the other waits and finds nothing to do. */
public final class TwoNodes implements Step<Host> {
    private static final String WAITING = """
            SELECT pid FROM pg_locks
            WHERE locktype = 'advisory' AND NOT granted
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())""";

    @Override
    public String title() {
        return "Migrate to 002: two nodes start at once";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        AtomicLong waiting = new AtomicLong();
        try (Nodes nodes = new Nodes()) {
            CompletableFuture<MigrationResult> one = nodes.start(() -> migrate(host, waiting));
            CompletableFuture<MigrationResult> other = nodes.start(() -> migrate(host, waiting));
            List<List<String>> applied = List.of(one, other).stream()
                    .map(CompletableFuture::join)
                    .map(result -> result.versions(MigrationSet.HOST))
                    .toList();
            transcript.expect("nodes that applied 002", 1L, count(applied, List.of("002")));
            transcript.expect("nodes that waited for it, and found nothing to do", 1L, count(applied, List.of()));
        }
        transcript.expect("waits seen in pg_locks while the first one worked", true, waiting.get() > 0);
        transcript.expect(
                "applied",
                List.of("001", "002"),
                host.migrations().status().of(MigrationSet.HOST).in(State.APPLIED));
    }

    private static MigrationResult migrate(Host host, AtomicLong waiting) {
        return host.recorded(
                Kind.MIGRATE,
                migrations ->
                        migrations.gatedBy(script -> firstWaits(host, waiting)).migrateHostTo("002"),
                (recording, done) -> Outcome.success());
    }

    private static long count(List<List<String>> applied, List<String> versions) {
        return applied.stream().filter(versions::equals).count();
    }

    /** A gate at which whoever is first stays until the other one has come to wait. */
    private static GateDecision firstWaits(Host host, AtomicLong waiting) {
        if (waiting.get() == 0) {
            waiting.set(host.awaited("another migrator that waits", WAITING));
        }
        return new GateDecision.Open();
    }
}
