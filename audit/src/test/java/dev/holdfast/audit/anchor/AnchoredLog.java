package dev.holdfast.audit.anchor;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.audit.anchor.database.DatabaseAnchor;
import dev.holdfast.audit.anchor.file.FileAnchor;
import dev.holdfast.audit.seal.AuditSeals;
import dev.holdfast.audit.seal.SealFixture;
import dev.holdfast.audit.seal.SealResult.Sealed;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import dev.holdfast.audit.seal.restore.RestoreResult;
import dev.holdfast.audit.seal.verify.SealFinding;
import dev.holdfast.audit.seal.verify.SealVerdict;
import dev.holdfast.audit.seal.verify.SealVerifier;
import dev.holdfast.core.Namespace;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A sealed log with two anchors, whose tables can be set back to how they were. */
final class AnchoredLog implements AutoCloseable {
    private static final List<String> TABLES =
            List.of("audit_event", "audit_leaf", "audit_tile", "audit_checkpoint", "audit_tree", "audit_restore");

    private final SealFixture fixture = new SealFixture();
    private final TestDatabase second = EmbeddedPostgres.shared().createDatabase();
    private final List<CheckpointAnchor> anchors = new ArrayList<>();

    AnchoredLog(Path folder) throws SQLException {
        second.execute(DatabaseAnchor.ddl(Namespace.defaults()));
        anchors.add(FileAnchor.of(
                "file", folder.resolve("log.anchor"), fixture.signer().key()));
        anchors.add(DatabaseAnchor.of(
                "second database",
                second.dataSource(),
                Namespace.defaults(),
                fixture.signer().key()));
    }

    SealFixture fixture() {
        return fixture;
    }

    List<CheckpointAnchor> anchors() {
        return anchors;
    }

    AuditAnchors audited() {
        return new AuditAnchors(
                fixture.audit().runner(), fixture.log(), fixture.signer().key(), anchors);
    }

    /** Appends, seals all of it with a node that has just started, and gives the checkpoint. */
    @CanIgnoreReturnValue
    SignedCheckpoint grow(int events) {
        fixture.append(events);
        return seal();
    }

    SignedCheckpoint seal() {
        AuditSeals seals = fixture.seals(1000);
        Sealed last = (Sealed) seals.seal();
        while (last.more()) {
            last = (Sealed) seals.seal();
        }
        return last.checkpoint();
    }

    @CanIgnoreReturnValue
    SignedCheckpoint growAndPublish(int events) {
        SignedCheckpoint head = grow(events);
        if (!(audited().publish() instanceof PublishResult.Anchored)) {
            throw new AssertionError("not anchored");
        }
        return head;
    }

    RestoreResult declare() {
        return fixture.seals(1000)
                .declareRestored(fixture.trail(), "a test", audited().ask().known());
    }

    SealVerdict verify() {
        SealVerifier verifier = new SealVerifier(fixture.log(), fixture.signer().key());
        List<dev.holdfast.audit.seal.restore.KnownCheckpoint> known =
                audited().ask().known();
        return fixture.audit().runner().call(tx -> verifier.verifyAgainst(tx, known));
    }

    SealVerdict verifyAlone() {
        SealVerifier verifier = new SealVerifier(fixture.log(), fixture.signer().key());
        return fixture.audit().runner().call(tx -> verifier.verify(tx, List.of()));
    }

    /** Kind and source of each finding. */
    List<String> found() {
        return verify().fold(
                        whole -> List.of(),
                        young -> List.of(),
                        late -> List.of(),
                        broken -> broken.findings().stream()
                                .map(AnchoredLog::said)
                                .toList());
    }

    private static String said(SealFinding finding) {
        return finding.kind() + " " + finding.from() + "-" + finding.until() + " " + finding.source();
    }

    /** As a backup does, transaction ids and all. */
    void backUp(String name) throws SQLException {
        StringBuilder sql = new StringBuilder("drop schema if exists " + name + " cascade; create schema " + name);
        TABLES.forEach(
                table -> sql.append("; create table ").append(name + "." + table + " as table holdfast." + table));
        execute(sql.toString());
    }

    void restore(String name) throws SQLException {
        StringBuilder sql = new StringBuilder("truncate holdfast." + String.join(", holdfast.", TABLES));
        TABLES.forEach(table -> sql.append("; insert into holdfast." + table + " table " + name + "." + table));
        execute(sql.toString());
    }

    void execute(String sql) throws SQLException {
        fixture.audit().database().execute(sql);
    }

    @Override
    public void close() {
        second.close();
        fixture.close();
    }
}
