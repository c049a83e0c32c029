package dev.holdfast.audit.archive;

import dev.holdfast.audit.archive.ArchiveResult.Moved;
import dev.holdfast.audit.archive.ArchiveResult.Reason;
import dev.holdfast.audit.archive.ArchiveResult.Stopped;
import dev.holdfast.audit.archive.ArchiveTable.Locked;
import dev.holdfast.audit.archive.MonthTable.Place;
import dev.holdfast.audit.archive.format.ArchiveManifest;
import dev.holdfast.audit.archive.format.ArchiveVerdict;
import dev.holdfast.audit.archive.format.ArchiveVerifier;
import dev.holdfast.audit.archive.store.ArchiveStore;
import dev.holdfast.audit.partition.MonthPartition;
import dev.holdfast.audit.seal.SealProofs;
import dev.holdfast.audit.seal.note.NoteSigner;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.Category;
import dev.holdfast.core.event.Severity;
import dev.holdfast.core.event.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Optional;
import org.jooq.DSLContext;

/** The steps of a month, each within one transaction that holds the month's row. */
final class ArchiveSteps {
    private final ArchiveHost host;
    private final NoteSigner signer;
    private final ArchiveStore store;
    private final Clock clock;
    private final ArchiveTable table;
    private final MonthTable months;
    private final SealProofs proofs;
    private final ArchiveVerifier verifier;

    ArchiveSteps(ArchiveHost host, NoteSigner signer, ArchiveStore store, Clock clock) {
        this.host = host;
        this.signer = signer;
        this.store = store;
        this.clock = clock;
        this.table = new ArchiveTable(host.namespace());
        this.months = new MonthTable(host.namespace());
        this.proofs = new SealProofs(host.namespace(), signer.key());
        this.verifier = new ArchiveVerifier(signer.key());
    }

    ArchiveTable table() {
        return table;
    }

    MonthTable months() {
        return months;
    }

    /** A step on a month that is locked. */
    @FunctionalInterface
    interface Step {
        ArchiveResult take(Scene scene) throws SQLException, IOException;
    }

    /** A locked month and the transaction that holds it. */
    record Scene(DSLContext tx, Connection connection, Locked locked) {
        YearMonth month() {
            return locked.month();
        }
    }

    ArchiveResult move(Scene scene, ArchiveState to) throws SQLException {
        table.move(scene.connection(), scene.locked(), to, now());
        return new Moved(scene.month(), to);
    }

    ArchiveResult back(Scene scene, ArchiveState to, Reason reason) throws SQLException {
        table.move(scene.connection(), scene.locked(), to, now());
        return new Stopped(scene.month(), to, reason);
    }

    Instant now() {
        return clock.instant();
    }

    ArchiveResult seal(Scene scene) throws SQLException {
        String rows = months.sql(scene.month());
        Optional<SignedCheckpoint> head = proofs.newest(scene.tx());
        boolean isSealed = head.isPresent()
                && MonthRows.areSealed(
                        scene.connection(),
                        host.namespace(),
                        rows,
                        head.get().checkpoint().size());
        return isSealed
                ? move(scene, ArchiveState.SEALED)
                : new Stopped(scene.month(), ArchiveState.ELIGIBLE, Reason.NOT_SEALED);
    }

    ArchiveResult export(Scene scene) throws SQLException, IOException {
        Optional<SignedCheckpoint> head = proofs.newest(scene.tx());
        if (head.isEmpty()) {
            return back(scene, ArchiveState.ELIGIBLE, Reason.NOT_SEALED);
        }
        MonthExport.requireOwn(store, scene.month(), signer.key());
        MonthExport export = new MonthExport(store, scene.month(), head.get());
        Optional<ArchiveManifest> manifest;
        try (MonthRows rows = MonthRows.open(scene.connection(), host.namespace(), months.sql(scene.month()))) {
            manifest = export.write(
                    new RowLeaves(rows),
                    proofs.tree(scene.tx(), head.get().checkpoint().size()));
        }
        if (manifest.isEmpty()) {
            return back(scene, ArchiveState.ELIGIBLE, Reason.NOT_PROVEN);
        }
        String note = manifest.get().sign(signer);
        store.write(MonthExport.manifestName(manifest.get()), out -> out.write(note.getBytes(StandardCharsets.UTF_8)));
        table.move(scene.connection(), new Locked(scene.month(), note), ArchiveState.EXPORTED, now());
        return new Moved(scene.month(), ArchiveState.EXPORTED);
    }

    /** Reads everything again, from where it will be read when it is needed. */
    ArchiveResult verify(Scene scene) throws SQLException, IOException {
        Optional<ArchiveManifest> manifest = manifest(scene);
        if (manifest.isEmpty() || !isWhole(scene, manifest.get())) {
            return back(scene, ArchiveState.SEALED, Reason.NOT_PROVEN);
        }
        MonthExport.deleteOlder(store, manifest.get());
        return move(scene, ArchiveState.VERIFIED);
    }

    private boolean isWhole(Scene scene, ArchiveManifest manifest) throws IOException {
        String note = String.valueOf(scene.locked().manifest());
        try (var stored = store.read(MonthExport.manifestName(manifest))) {
            byte[] signed = note.getBytes(StandardCharsets.UTF_8);
            // One byte more than it may have, however long the file is.
            return Arrays.equals(stored.readNBytes(signed.length + 1), signed)
                    && verifier.verify(note, store) instanceof ArchiveVerdict.Intact;
        } catch (java.nio.file.NoSuchFileException missing) {
            return false;
        }
    }

    /**
     * What may be detached: a month whose archive is signed, and that no hold names. One that was added to, and sealed
     * since, stays: detached for a moment, the event added would be in neither place, and verification would miss it.
     */
    ArchiveResult release(Scene scene) throws SQLException {
        Optional<ArchiveManifest> manifest = manifest(scene);
        if (manifest.isEmpty()) {
            return back(scene, ArchiveState.SEALED, Reason.NOT_PROVEN);
        }
        MonthPartition month = MonthPartition.of(host.namespace(), scene.month());
        long size = manifest.get().checkpoint().checkpoint().size();
        if (MonthRows.areSealedFrom(scene.connection(), host.namespace(), month, size)) {
            return back(scene, ArchiveState.ELIGIBLE, Reason.ROWS_DIFFER);
        }
        return months.isHeld(scene.connection(), scene.month())
                ? new Stopped(scene.month(), ArchiveState.VERIFIED, Reason.HELD)
                : new Moved(scene.month(), ArchiveState.VERIFIED);
    }

    /** Nothing can be added to a detached table: what is there now is what will be dropped. */
    ArchiveResult compare(Scene scene) throws SQLException, IOException {
        Optional<ArchiveManifest> manifest = manifest(scene);
        if (months.place(scene.connection(), scene.month()) != Place.ALONE) {
            return back(scene, ArchiveState.VERIFIED, Reason.TABLE_MISSING);
        }
        if (manifest.isEmpty() || verifier.files(manifest.get(), store).isPresent()) {
            return attach(scene, ArchiveState.SEALED, Reason.NOT_PROVEN);
        }
        return isArchived(scene, manifest.get())
                ? new Moved(scene.month(), ArchiveState.DETACHED)
                : attach(scene, ArchiveState.ELIGIBLE, Reason.ROWS_DIFFER);
    }

    /** The statement that marks the month decides; no hold can be set until it is committed. */
    ArchiveResult drop(Scene scene) throws SQLException {
        String rows = months.sql(scene.month());
        if (!table.moveUnlessHeld(scene.connection(), scene.locked(), rows, now())) {
            return attach(scene, ArchiveState.VERIFIED, Reason.HELD);
        }
        months.drop(scene.connection(), scene.month());
        manifest(scene).ifPresent(manifest -> record(scene, AuditArchive.DROP, manifest));
        return new Moved(scene.month(), ArchiveState.DROPPED);
    }

    private boolean isArchived(Scene scene, ArchiveManifest manifest) throws SQLException {
        return MonthRows.span(scene.connection(), host.namespace(), months.sql(scene.month()))
                .filter(span -> span.equals(manifest.leaves()))
                .isPresent();
    }

    ArchiveResult attach(Scene scene, ArchiveState to, Reason reason) throws SQLException {
        months.attach(scene.connection(), scene.month());
        return back(scene, to, reason);
    }

    ArchiveResult expire(Scene scene, RetentionPolicy policy) throws SQLException {
        Optional<ArchiveManifest> manifest = manifest(scene);
        if (manifest.isEmpty()) {
            return new Stopped(scene.month(), ArchiveState.DROPPED, Reason.NOT_PROVEN);
        }
        Instant now = ArchiveTable.earlier(scene.connection(), now());
        if (!policy.isOver(scene.month(), manifest.get().categories(), now)) {
            return new ArchiveResult.Resting(scene.month(), ArchiveState.DROPPED);
        }
        if (!table.expireUnlessHeld(
                scene.connection(), scene.locked(), manifest.get().categories(), now())) {
            return new Stopped(scene.month(), ArchiveState.DROPPED, Reason.HELD);
        }
        record(scene, AuditArchive.DELETE, manifest.get());
        return new Moved(scene.month(), ArchiveState.EXPIRED);
    }

    /** Before anything is made for it. */
    ArchiveResult prove(Scene scene) throws SQLException, IOException {
        Optional<ArchiveManifest> manifest = manifest(scene);
        return manifest.isPresent() && isWhole(scene, manifest.get())
                ? new Moved(scene.month(), ArchiveState.DROPPED)
                : new Stopped(scene.month(), ArchiveState.DROPPED, Reason.NOT_PROVEN);
    }

    ArchiveResult bringBack(Scene scene) throws SQLException, IOException {
        Optional<ArchiveManifest> manifest = manifest(scene);
        if (manifest.isEmpty()) {
            return new Stopped(scene.month(), ArchiveState.DROPPED, Reason.NOT_PROVEN);
        }
        MonthReturn.insert(scene.connection(), months.sql(scene.month()), manifest.get(), store);
        long size = manifest.get().checkpoint().checkpoint().size();
        boolean isBack = MonthRows.spanBelow(scene.connection(), host.namespace(), months.sql(scene.month()), size)
                .filter(span -> span.equals(manifest.get().leaves()))
                .isPresent();
        if (!isBack) {
            throw new ArchiveException(
                    scene.month(), "must come back as it was sealed, but the table holds other rows as well", null);
        }
        months.sealOnce(scene.connection(), scene.month());
        record(scene, AuditArchive.RETURN, manifest.get());
        return move(scene, ArchiveState.RETURNED);
    }

    private Optional<ArchiveManifest> manifest(Scene scene) {
        String note = scene.locked().manifest();
        return note == null
                ? Optional.empty()
                : ArchiveManifest.open(note, signer.key())
                        .filter(open -> open.month().equals(scene.month()));
    }

    private void record(Scene scene, Action action, ArchiveManifest manifest) {
        host.trail()
                .act(
                        scene.tx(),
                        host.trail()
                                .event(action)
                                .category(Category.SYSTEM)
                                .severity(Severity.LOW)
                                .target(Target.of("audit_month", scene.month().toString()))
                                .with("events", manifest.leaves().events())
                                .with("digest", manifest.leaves().digest().toString())
                                .build());
    }
}
