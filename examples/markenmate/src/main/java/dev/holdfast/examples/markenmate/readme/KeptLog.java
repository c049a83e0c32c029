package dev.holdfast.examples.markenmate.readme;

import dev.holdfast.audit.archive.ArchiveHost;
import dev.holdfast.audit.archive.ArchiveResult;
import dev.holdfast.audit.archive.AuditArchive;
import dev.holdfast.audit.archive.RetentionPolicy;
import dev.holdfast.audit.archive.store.ArchiveStore;
import dev.holdfast.audit.harden.AuditHardening;
import dev.holdfast.audit.harden.AuditRoles;
import dev.holdfast.audit.harden.HardeningCheck;
import dev.holdfast.audit.harden.HardeningFinding;
import dev.holdfast.audit.harden.HardeningPolicy;
import dev.holdfast.audit.harden.LogPart;
import dev.holdfast.audit.hold.HoldScope;
import dev.holdfast.audit.hold.LegalHold;
import dev.holdfast.audit.hold.LegalHolds;
import dev.holdfast.audit.seal.note.NoteSigner;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.Category;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** The README's example of a log that is kept, where it compiles; a test holds the two equal. */
final class KeptLog {
    private KeptLog() {}

    static Report keep(ArchiveHost host, Path files, NoteSigner signer, Clock clock) {
        AuditRoles roles = AuditRoles.ownedBy("audit_owner")
                .with(LogPart.WRITE, "app")
                .with(LogPart.SEAL, "sealer")
                .with(LogPart.READ, "auditor");
        host.runner().run(tx -> AuditHardening.of(Namespace.defaults(), roles).apply(tx));
        HardeningCheck check = new HardeningCheck(Namespace.defaults(), roles, HardeningPolicy.defaults(), clock);
        List<HardeningFinding> open = host.runner().call(check::run);

        RetentionPolicy policy = RetentionPolicy.defaults().withKept(Category.DATA, 120);
        AuditArchive.Settings settings = new AuditArchive.Settings(ArchiveStore.directory(files), policy, clock);
        AuditArchive archive = new AuditArchive(host, settings, signer);
        LegalHolds holds = new LegalHolds(Namespace.defaults(), host.trail(), clock);
        HoldScope scope = HoldScope.everything().withActor("user-044");
        LegalHold hold = host.runner().call(tx -> holds.set(tx, scope, "12 C 34/26", "legal"));
        List<ArchiveResult> results = archive.run();
        return new Report(open, hold, results);
    }

    /** What the jobs have to say: for the host's log, and for people. */
    record Report(List<HardeningFinding> open, LegalHold hold, List<ArchiveResult> results) {}
}
