package dev.holdfast.examples.benchmarks;

import dev.holdfast.examples.benchmarks.admin.RoleChanges;
import dev.holdfast.examples.benchmarks.arithmetic.ClientAddresses;
import dev.holdfast.examples.benchmarks.arithmetic.MalformedTokens;
import dev.holdfast.examples.benchmarks.arithmetic.TotpMatches;
import dev.holdfast.examples.benchmarks.audit.AuditAppends;
import dev.holdfast.examples.benchmarks.audit.Denials;
import dev.holdfast.examples.benchmarks.catalog.Diffs;
import dev.holdfast.examples.benchmarks.catalog.Snapshots;
import dev.holdfast.examples.benchmarks.credential.DeviceRecognitions;
import dev.holdfast.examples.benchmarks.credential.HashingLoads;
import dev.holdfast.examples.benchmarks.credential.RecoverySpends;
import dev.holdfast.examples.benchmarks.credential.TotpUses;
import dev.holdfast.examples.benchmarks.harness.Bout;
import dev.holdfast.examples.benchmarks.lock.Updates;
import dev.holdfast.examples.benchmarks.login.FactorTimes;
import dev.holdfast.examples.benchmarks.login.LoginTimes;
import dev.holdfast.examples.benchmarks.migration.Applies;
import dev.holdfast.examples.benchmarks.migration.Repeats;
import dev.holdfast.examples.benchmarks.recording.Acknowledgements;
import dev.holdfast.examples.benchmarks.recording.BulkRecords;
import dev.holdfast.examples.benchmarks.recording.HandOffs;
import dev.holdfast.examples.benchmarks.recording.Journals;
import dev.holdfast.examples.benchmarks.rehearsal.CloneRehearsals;
import dev.holdfast.examples.benchmarks.rehearsal.Probes;
import dev.holdfast.examples.benchmarks.rehearsal.UndoProofs;
import dev.holdfast.examples.benchmarks.revision.EntityHistories;
import dev.holdfast.examples.benchmarks.script.Lints;
import dev.holdfast.examples.benchmarks.script.Readings;
import dev.holdfast.examples.benchmarks.sealing.Growth;
import dev.holdfast.examples.benchmarks.sealing.Roots;
import dev.holdfast.examples.benchmarks.sealing.Seals;
import dev.holdfast.examples.benchmarks.stepup.Issues;
import dev.holdfast.examples.benchmarks.stepup.Spends;
import dev.holdfast.examples.benchmarks.tenant.CurrentTenants;
import dev.holdfast.examples.benchmarks.tenant.NewTenants;
import dev.holdfast.examples.benchmarks.throttle.Attempts;
import dev.holdfast.examples.benchmarks.throttle.RateChecks;
import java.util.List;

/** All contests, in the order in which they are held and printed. */
final class Programme {
    /** Into how many turns of one call each a turn is cut where the times of single calls are compared. */
    private static final int SHORT = 20;

    private Programme() {}

    /** One thread shows what a call costs, eight what is left of it when the server is busy. */
    static List<Bout> all() {
        Growth growth = new Growth();
        return List.of(
                new Bout("spend", 1, Spends::alone),
                new Bout("spend", 8, Spends::alone),
                new Bout("audited-spend", 1, Spends::audited),
                new Bout("audited-spend", 8, Spends::audited),
                new Bout("issue", 1, Issues::contest),
                new Bout("issue", 8, Issues::contest),
                new Bout("update", 1, Updates::contest),
                new Bout("update", 8, Updates::contest),
                new Bout("admin", 1, RoleChanges::contest),
                new Bout("admin", 8, RoleChanges::contest),
                new Bout("audit", 1, AuditAppends::contest),
                new Bout("audit", 8, AuditAppends::contest),
                new Bout("independent", 1, Denials::contest),
                new Bout("independent", 8, Denials::contest),
                new Bout("record", 1, BulkRecords::contest),
                new Bout("acknowledge", 64, Acknowledgements::shared),
                new Bout("acknowledge", 1, Journals::unsaturated),
                new Bout("journal", 8, Journals::shared),
                new Bout("journal", 64, Journals::shared),
                new Bout("hand-off", 1, HandOffs::contest),
                new Bout("saturated", 16, Acknowledgements::saturated),
                new Bout("seal", 1, Seals::sealing),
                new Bout("verify", 1, Seals::verifying, 7),
                new Bout("root", 1, Roots::contest),
                new Bout("growth", 1, growth::recording, 7),
                new Bout("growth", 1, growth::sealing, 7),
                new Bout("growth", 1, growth::verifying, 1),
                new Bout("growth", 1, growth::exporting, 1),
                new Bout("entity", 1, EntityHistories::byHand),
                new Bout("entity", 8, EntityHistories::byHand),
                new Bout("envers", 1, EntityHistories::envers),
                new Bout("envers", 8, EntityHistories::envers),
                new Bout("javers", 1, EntityHistories::javers),
                new Bout("javers", 8, EntityHistories::javers),
                new Bout("malformed", 1, MalformedTokens::contest),
                new Bout("totp", 1, TotpMatches::contest),
                new Bout("address", 1, ClientAddresses::contest),
                new Bout("hash", 2, HashingLoads::contest),
                new Bout("hash", 16, HashingLoads::contest),
                new Bout("login-time", 1, LoginTimes::contest).inShortTurns(SHORT),
                new Bout("factor-time", 1, FactorTimes::contest).inShortTurns(SHORT),
                new Bout("attempt", 1, Attempts::onManyAccounts),
                new Bout("attempt", 8, Attempts::onManyAccounts),
                new Bout("attempt", 8, Attempts::onOneAccount),
                new Bout("totp-use", 1, TotpUses::contest),
                new Bout("totp-use", 8, TotpUses::contest),
                new Bout("recovery", 1, RecoverySpends::contest),
                new Bout("recovery", 8, RecoverySpends::contest),
                new Bout("device", 1, DeviceRecognitions::contest),
                new Bout("device", 8, DeviceRecognitions::contest),
                new Bout("rate-local", 1, RateChecks::local),
                new Bout("rate-local", 2, RateChecks::local),
                new Bout("rate-shared", 1, RateChecks::shared),
                new Bout("rate-shared", 8, RateChecks::shared),
                new Bout("migrate", 1, Applies::contest),
                new Bout("migrated", 1, Repeats::contest),
                new Bout("tenants", 1, NewTenants::contest, 3),
                new Bout("tenants-current", 1, CurrentTenants::contest),
                new Bout("lexer", 1, Readings::lexing),
                new Bout("classifier", 1, Readings::classifying),
                new Bout("lint", 1, Lints::contest),
                new Bout("snapshot", 1, Snapshots::ofAProject),
                new Bout("snapshot", 1, Snapshots::ofManyTables),
                new Bout("diff", 1, Diffs::contest),
                new Bout("probe", 1, Probes::contest),
                new Bout("rehearse", 1, CloneRehearsals::contest, 7),
                new Bout("prove-undo", 1, UndoProofs::contest, 7));
    }
}
