package dev.holdfast.examples.zekka.step;

import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.examples.zekka.step.Transcript.Deviation;
import dev.holdfast.migration.MigrationSet;
import dev.holdfast.migration.MigrationStatus.State;
import dev.holdfast.migration.Migrations;
import dev.holdfast.migration.backup.Backup;
import dev.holdfast.migration.backup.BackupPolicy;
import dev.holdfast.migration.backup.Backups;
import dev.holdfast.migration.record.RunRecord.Kind;
import dev.holdfast.migration.record.RunRecord.MigrationRun;
import dev.holdfast.migration.record.RunRecord.Outcome;
import dev.holdfast.migration.record.RunRecord.Result;
import dev.holdfast.migration.record.RunRecording;
import dev.holdfast.migration.undo.RollbackResult;
import dev.holdfast.migration.undo.UndoResult.Refused;
import dev.holdfast.migration.undo.UndoResult.Undone;
import dev.holdfast.migration.undo.UndoTerms;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Takes 003 and 002 back; what 001 made, and every row in it, is what it was. */
public final class RollBack implements Step<Host> {
    @Override
    public String title() {
        return "Roll back: only what is proven, and no row lost";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        transcript.expect(
                "rollback 1", List.of("003"), back(host, it -> it.rollback(1)).versions());
        var unused = host.transactions()
                .call(tx -> tx.execute(
                        "INSERT INTO audit_logs (user_id, action, resource) VALUES (1, 'login', 'sessions')"));
        transcript.refused(
                "rollback to 001, by the draft of the way back",
                "no proof is known",
                stopped(host.migrations(Rehearse.draft(host)).rollbackTo("001")));
        transcript.refused(
                "rollback to 001, with a row in audit_logs",
                "would lose",
                stopped(back(host, it -> it.rollbackTo("001"))));
        Backup[] taken = Backups.over(
                        TransactionRunner.over(host.database().dataSource()), BackupPolicy.defaults(), host.clock())
                .take("audit_logs")
                .toArray(Backup[]::new);
        RollbackResult result = back(
                host,
                it -> it.withUndoTerms(UndoTerms.strict().withBackup(taken)).rollbackTo("001"));
        transcript.expect("rollback to 001, with a backup of that row", List.of("002"), result.versions());
        transcript.expect(
                "rows in backup " + taken[0].table(),
                1L,
                host.number("SELECT count(*) FROM " + taken[0].table().sql()));
        transcript.refused(
                "rollback 1, of what has no way back", "has no undo script", stopped(back(host, it -> it.rollback(1))));
        transcript.because("a list of DROP … CASCADE is no way back: it would take 60 accounts and their keys along");
        transcript.expect(
                "pending again",
                List.of("002", "003"),
                host.migrations().status().of(MigrationSet.HOST).in(State.PENDING));
        Host.Before now = host.look();
        transcript.expect(
                "differences between the schema before and now",
                List.of(),
                host.before().schema().diff(now.schema()).changes());
        transcript.expect(
                "differences between the " + host.before().rows().rows() + " rows before and now",
                List.of(),
                host.before().rows().diff(now.rows()).rows());
    }

    private static RollbackResult back(Host host, Function<Migrations, RollbackResult> work) {
        return host.recorded(Kind.ROLLBACK, work, RollBack::note);
    }

    private static Outcome note(RunRecording recording, RollbackResult result) {
        result.undone().forEach(undone -> recording.migration(run(undone)));
        return result.stopped()
                .map(refused -> new Outcome(false, Optional.empty(), refused.message()))
                .orElseGet(Outcome::success);
    }

    private static MigrationRun run(Undone undone) {
        return new MigrationRun(
                undone.source(),
                undone.version(),
                "",
                undone.script(),
                "",
                Result.UNDONE,
                undone.took(),
                1,
                List.of(),
                Optional.empty(),
                List.of());
    }

    private static String stopped(RollbackResult result) {
        return result.stopped()
                .map(Refused::message)
                .orElseThrow(() -> new Deviation("the rollback must be refused, took back " + result.versions()));
    }
}
