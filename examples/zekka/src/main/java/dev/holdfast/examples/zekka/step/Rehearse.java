package dev.holdfast.examples.zekka.step;

import dev.holdfast.core.secret.Uuid7;
import dev.holdfast.examples.zekka.app.Schema;
import dev.holdfast.examples.zekka.step.Transcript.Deviation;
import dev.holdfast.migration.MigrationSet;
import dev.holdfast.migration.Migrations;
import dev.holdfast.migration.record.RunRecord.UndoRun;
import dev.holdfast.migration.rehearse.RehearsalMode;
import dev.holdfast.migration.rehearse.RehearsalPolicy;
import dev.holdfast.migration.rehearse.RehearsalRecords;
import dev.holdfast.migration.rehearse.result.MigrationRehearsal;
import dev.holdfast.migration.rehearse.result.RehearsalReport;
import dev.holdfast.migration.rehearse.result.RehearsalReport.Span;
import dev.holdfast.migration.rehearse.result.RehearsalResult;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Rehearsed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Tries everything in a copy: the migrations, what they lock, and whether their undo gives back what was there. */
public final class Rehearse implements Step<Host> {
    @Override
    public String title() {
        return "Rehearse: in a masked copy, each way and back";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        RehearsalReport draft = rehearse(host, host.migrations(draft(host)));
        UndoRun wrong = undo(draft, "002");
        transcript.refused(
                "draft of 002's way back",
                "differs",
                wrong.verdict() + ", " + wrong.differences().size() + " objects stay, the first: "
                        + wrong.differences().get(0));
        transcript.because(
                "that list ran without a complaint: IF EXISTS is silent on a misspelt name, CASCADE on what else goes");

        RehearsalReport report = rehearse(host, host.migrations());
        host.rehearsed(report);
        for (MigrationRehearsal migration : report.migrations()) {
            transcript.found(
                    "%s: %d ms", migration.candidate().title(), migration.took().toMillis());
            migration.statements().stream()
                    .flatMap(one -> one.blocks().stream())
                    .filter(Rehearse::isLive)
                    .distinct()
                    .forEach(lock -> transcript.found("  %s", lock));
        }
        transcript.expect("predictions of locks, rewrites and scans that were wrong", List.of(), report.mismatches());
        transcript.expect(
                "undo of 002, up and down on the rows that are there",
                "exact",
                undo(report, "002").verdict());
        transcript.expect(
                "undo of 003, in a copy of its own",
                "exact",
                undo(report, "003").verdict());
        transcript.expect("proofs remembered by the texts of both scripts", List.of("exact", "exact"), prove(host));
        transcript.expect("copies left on the server", List.of(), host.copies().removeLeftovers(Duration.ZERO));
        transcript.expect(
                "what the rehearsal changed in the schema",
                List.of(),
                host.before().schema().diff(host.look().schema()).changes());
    }

    /** With the draft of 002's way back. */
    static MigrationSet draft(Host host) {
        return Schema.changed(
                host.folder().resolve("draft"), Schema.rejected("002_session2_security_enhancements.down.sql"));
    }

    private static RehearsalReport rehearse(Host host, Migrations migrations) {
        Instant from = host.clock().instant();
        RehearsalResult result =
                migrations.rehearse(RehearsalMode.inClone(host.copies()), RehearsalPolicy.defaults(), host.clock());
        var unused = host.ledger()
                .append(new RehearsalRecords(Uuid7.of(host.clock()), ReadScripts::findings)
                        .of(result, Span.until(host.database().dataSource(), from, host.clock())));
        if (!(result instanceof Rehearsed rehearsed)) {
            throw new Deviation("the rehearsal must come to its end, got " + result);
        }
        return rehearsed.report();
    }

    /** Proofs that later rollbacks ask for, made in copies and remembered in the database that is meant. */
    private static List<String> prove(Host host) {
        return host.migrations().proveUndo(host.copies(), RehearsalPolicy.defaults(), host.clock()).proofs().stream()
                .map(proof -> proof.verdict().word())
                .toList();
    }

    private static UndoRun undo(RehearsalReport report, String version) {
        return report.migrations().stream()
                .filter(migration -> migration.candidate().version().equals(version))
                .findFirst()
                .flatMap(MigrationRehearsal::undo)
                .orElseThrow(() -> new Deviation("the rehearsal must have tried the undo of " + version));
    }

    /** A table that was there before: a lock on it is felt. */
    private static boolean isLive(String lock) {
        return Stream.of("users", "sessions", "api_keys", "audit_log_basic")
                .anyMatch(table -> lock.startsWith("public." + table + " "));
    }
}
