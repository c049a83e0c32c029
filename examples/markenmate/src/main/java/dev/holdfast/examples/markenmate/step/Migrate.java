package dev.holdfast.examples.markenmate.step;

import dev.holdfast.examples.markenmate.app.Schema;
import dev.holdfast.migration.MigrationSet;
import dev.holdfast.migration.Migrations;
import dev.holdfast.migration.backup.Backup;
import dev.holdfast.migration.preflight.OrphanCheck;
import java.util.List;

/** Moves the orphans aside, and applies the team's migrations and those that Holdfast generates. */
public final class Migrate implements Step {
    @Override
    public String title() {
        return "Migrate: master admin, foreign key, correlation id, version, guards";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        Backup moved = host.application()
                .requests()
                .call(tx -> OrphanCheck.quarantine(tx, FindOrphans.LENDER, host.backupTables()));
        host.backups().add(moved);
        transcript.expect(
                "orphans moved to " + moved.table().name(), 2L, moved.content().rows());
        transcript.because("the plan deletes them; moved, they can come back");

        Migrations migrations = Migrations.over(host.database().direct(), Schema.all());
        migrations.baselineHost("0");
        List<String> verdicts = migrations.proveUndo(host.application().clock()).proofs().stream()
                .map(proof -> proof.scripts().up().substring(1, 4) + " "
                        + proof.verdict().word())
                .toList();
        transcript.expect(
                "undo of each, tried on the rows that are there and rolled back",
                List.of("001 exact", "002 exact", "003 exact", "004 exact", "005 exact", "006 exact"),
                verdicts);
        List<String> versions = migrations.migrate().versions(MigrationSet.HOST);
        transcript.expect("migrations of the application", List.of("001", "002", "003", "004", "005", "006"), versions);
        transcript.expect(
                "nothing is pending or failed", true, migrations.status().isCurrent());
        transcript.because("\"user\" is a reserved word: REFERENCES user(id), as planned, does not parse");
        transcript.because("no audit row references an account: ON DELETE CASCADE would erase the trail with the user");
    }
}
