package dev.holdfast.examples.markenmate.app;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.audit.anchor.AuditAnchors;
import dev.holdfast.audit.anchor.CheckpointAnchor;
import dev.holdfast.audit.anchor.file.FileAnchor;
import dev.holdfast.audit.archive.ArchiveHost;
import dev.holdfast.audit.archive.AuditArchive;
import dev.holdfast.audit.archive.RetentionPolicy;
import dev.holdfast.audit.archive.store.ArchiveStore;
import dev.holdfast.audit.harden.AuditHardening;
import dev.holdfast.audit.harden.AuditRoles;
import dev.holdfast.audit.harden.HardeningCheck;
import dev.holdfast.audit.harden.HardeningPolicy;
import dev.holdfast.audit.harden.LogPart;
import dev.holdfast.audit.hold.LegalHolds;
import dev.holdfast.audit.partition.AuditPartitions;
import dev.holdfast.audit.partition.PartitionPolicy;
import dev.holdfast.audit.seal.AuditSeals;
import dev.holdfast.audit.seal.SealProofs;
import dev.holdfast.audit.seal.SealedLog;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.note.NoteSigner;
import dev.holdfast.audit.seal.restore.KnownCheckpoint;
import dev.holdfast.audit.seal.restore.RestoreResult;
import dev.holdfast.audit.seal.verify.SealVerifier;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.tx.TransactionRunner;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Keeps the audit log: seals it, moves its months to archives, holds them back, and says what is open in its protection. */
public final class LogKeeping implements AutoCloseable {
    /** A month that a long transaction is using is left for the next run, rather than waited for. */
    private static final RetentionPolicy RETENTION = RetentionPolicy.defaults().withLockTimeout(Duration.ofMillis(200));

    private final HikariDataSource pool;
    private final TransactionRunner jobs;
    private final AuditTrail trail;
    private final Clock clock;
    private final NoteSigner signer = Keys.generateSigner("markenmate.example/audit");
    private final SealedLog log;
    private final AuditSeals seals;

    LogKeeping(Database database, AuditTrail trail, Clock clock) {
        this.pool = database.pool("jobs", 4);
        this.jobs = TransactionRunner.over(pool);
        this.trail = trail;
        this.clock = clock;
        this.log = SealedLog.of(Namespace.defaults(), clock);
        this.seals = new AuditSeals(jobs, log, signer);
    }

    /** Gives each job its transaction, on a pool of the jobs' own. */
    public TransactionRunner jobs() {
        return jobs;
    }

    /** What a stranger needs to check the log. */
    public NoteKey key() {
        return signer.key();
    }

    /** Seals what was committed. */
    public AuditSeals seals() {
        return seals;
    }

    /** Seals as a node that knows nothing of what was sealed before. */
    public AuditSeals sealsOfANewNode() {
        return new AuditSeals(jobs, log, signer);
    }

    /** Checks the log against its public key. */
    public SealVerifier verifier() {
        return new SealVerifier(log, signer.key());
    }

    /** Keeps checkpoints in a file, which belongs on a disk that the database's administrators do not write to. */
    public AuditAnchors anchors(Path file) {
        return anchors(List.of(FileAnchor.of("file", file, signer.key())));
    }

    /** Keeps checkpoints with other people. */
    public AuditAnchors anchors(List<CheckpointAnchor> anchors) {
        return new AuditAnchors(jobs, log, signer.key(), anchors);
    }

    /** Says that the log was restored; {@code known} is what its anchors hold. */
    public RestoreResult declareRestored(String why, List<KnownCheckpoint> known) {
        return seals.declareRestored(trail, why, known);
    }

    /** Hands out proofs. */
    public SealProofs proofs() {
        return new SealProofs(Namespace.defaults(), signer.key());
    }

    /** Makes months. */
    public AuditPartitions partitions() {
        return new AuditPartitions(jobs, Namespace.defaults(), PartitionPolicy.defaults(), clock);
    }

    /** The archive as one node has it. */
    public AuditArchive archive(ArchiveStore store) {
        return new AuditArchive(
                new ArchiveHost(jobs, pool, Namespace.defaults(), trail),
                new AuditArchive.Settings(store, RETENTION, clock),
                signer);
    }

    /** Legal holds. */
    public LegalHolds holds() {
        return new LegalHolds(Namespace.defaults(), trail, clock);
    }

    /** Roles are the cluster's and not the database's, so they bear its name. */
    public AuditRoles roles() {
        String name = jobs.call(tx -> String.valueOf(tx.fetchValue("SELECT current_database()")));
        return AuditRoles.ownedBy(name + "_audit_owner")
                .with(LogPart.WRITE, name + "_audit_writer")
                .with(LogPart.SEAL, name + "_audit_sealer")
                .with(LogPart.READ, name + "_audit_reader");
    }

    /** Protects the log, and makes the roles it needs. */
    public AuditHardening hardening() {
        return AuditHardening.of(Namespace.defaults(), roles()).createMissingRoles();
    }

    /** Says what is open in the log's protection. */
    public HardeningCheck check() {
        return new HardeningCheck(Namespace.defaults(), roles(), HardeningPolicy.defaults(), clock);
    }

    @Override
    public void close() {
        pool.close();
    }
}
