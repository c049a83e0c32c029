package dev.holdfast.audit.anchor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.AuditFilter;
import dev.holdfast.audit.AuditQuery;
import dev.holdfast.audit.seal.AuditSeals;
import dev.holdfast.audit.seal.SealProofs;
import dev.holdfast.audit.seal.SealResult;
import dev.holdfast.audit.seal.note.DeclaredRestore;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import dev.holdfast.audit.seal.note.TestKeys;
import dev.holdfast.audit.seal.restore.RestoreResult;
import dev.holdfast.audit.seal.restore.RestoreResult.Declared;
import dev.holdfast.audit.seal.verify.SealVerdict;
import dev.holdfast.core.Namespace;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreTest {
    @TempDir
    Path folder;

    private AnchoredLog log;

    @BeforeEach
    void open() throws SQLException {
        log = new AnchoredLog(folder);
        log.growAndPublish(2);
        log.growAndPublish(28);
        log.backUp("backup");
        log.growAndPublish(10);
        log.growAndPublish(20);
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void declare_backupRestored_isRecordedAndExcusesTheLostRangeAlone() throws SQLException {
        log.restore("backup");
        Declared declared = (Declared) log.declare();
        assertThat(declared.restore())
                .extracting(DeclaredRestore::epoch, DeclaredRestore::kept, DeclaredRestore::lost)
                .containsExactly(2, 30L, 60L);
        assertThat(declared.checkpoint().checkpoint().origin()).isEqualTo("example.com/audit/epoch/2");
        assertThat(log.declare()).isInstanceOf(RestoreResult.NothingLost.class);
        SignedCheckpoint head = log.growAndPublish(5);
        assertThat(head.checkpoint().epoch()).isEqualTo(2);
        assertThat(head.checkpoint().size()).isEqualTo(36);
        assertThat(log.verify()).isEqualTo(new SealVerdict.Sealed(head));
        assertThat(log.fixture()
                        .audit()
                        .find(AuditQuery.newestFirst(AuditFilter.any()).withPageSize(1000))
                        .events())
                .filteredOn(event -> event.event().action().name().equals(AuditSeals.RESTORE_ACTION))
                .singleElement()
                .satisfies(event -> assertThat(event.event().metadata().values())
                        .containsEntry("why", "a test")
                        .containsKeys("epoch", "kept", "lost"));
        SealProofs proofs =
                new SealProofs(Namespace.defaults(), log.fixture().signer().key());
        assertThat(log.fixture().audit().runner().call(proofs::restores)).containsExactly(declared.restore());
    }

    @Test
    void declare_sealedOnBeforeItWasNoticed_goesBackToTheLastAgreement() throws SQLException {
        log.restore("backup");
        log.grow(25);
        assertThat(log.found())
                .isNotEmpty()
                .allMatch(said -> said.startsWith("REWRITTEN 30-40 ") || said.startsWith("TAIL_CUT 55-60 "));
        Declared declared = (Declared) log.declare();
        assertThat(declared.restore().kept()).isEqualTo(30);
        assertThat(declared.restore().lost()).isEqualTo(60);
        SignedCheckpoint head = log.growAndPublish(10);
        assertThat(log.verify()).isEqualTo(new SealVerdict.Sealed(head));
    }

    @Test
    void declare_restoredAgainFromBeforeTheFirst_takesALaterEpoch() throws SQLException {
        log.restore("backup");
        assertThat(log.declare()).isInstanceOf(Declared.class);
        log.growAndPublish(40);
        log.restore("backup");
        assertThat(log.found()).isNotEmpty().allMatch(said -> said.startsWith("TAIL_CUT 30-71 "));
        Declared declared = (Declared) log.declare();
        assertThat(declared.restore())
                .extracting(DeclaredRestore::epoch, DeclaredRestore::kept, DeclaredRestore::lost)
                .containsExactly(3, 30L, 71L);
        SignedCheckpoint head = log.growAndPublish(1);
        assertThat(log.verify()).isEqualTo(new SealVerdict.Sealed(head));
    }

    @Test
    void declare_onlyTheDeclarationLost_isNamedThoughTheTreeIsWhole() throws SQLException {
        log.restore("backup");
        log.fixture().append(1);
        assertThat(log.declare()).isInstanceOf(Declared.class);
        assertThat(log.audited().publish()).isInstanceOf(PublishResult.Anchored.class);
        log.restore("backup");
        assertThat(log.found()).containsExactlyInAnyOrder("TAIL_CUT 30-30 file", "TAIL_CUT 30-30 second database");
    }

    @Test
    void verify_declarationForgedOrDeleted_isNamed() throws SQLException {
        log.restore("backup");
        String forged = DeclaredRestore.sign(
                        log.seal().checkpoint(),
                        2,
                        60,
                        new DeclaredRestore.Signing(
                                TestKeys.signer("example.com/audit"),
                                log.fixture().clock().instant()))
                .note();
        log.execute("insert into holdfast.audit_restore values (2, '" + forged + "', now())");
        assertThat(log.found())
                .contains("CHECKPOINT_FORGED -1--1 null")
                .anyMatch(said -> said.startsWith("TAIL_CUT 30-60 "));
        log.execute("delete from holdfast.audit_restore");
        assertThat(log.declare()).isInstanceOf(Declared.class);
        SignedCheckpoint unused = log.seal();
        log.execute("delete from holdfast.audit_restore");
        assertThat(log.found()).contains("CHECKPOINT_FORGED -1--1 null").anyMatch(said -> said.startsWith("TAIL_CUT "));
    }

    @Test
    void seal_declarationPutBehindTheBackupItNames_isNotExcused() throws SQLException {
        AuditSeals node = log.fixture().seals(1000);
        assertThat(node.seal()).isInstanceOf(SealResult.Sealed.class);
        log.restore("backup");
        Declared declared = (Declared) log.declare();
        log.restore("backup");
        log.execute("insert into holdfast.audit_restore values (2, '"
                + declared.restore().note() + "', now())");
        assertThat(node.seal()).isEqualTo(new SealResult.Refused(SealResult.Reason.ROLLED_BACK));
        assertThat(log.found())
                .containsExactlyInAnyOrder(
                        "CHECKPOINT_FORGED -1--1 null", "TAIL_CUT 30-60 file", "TAIL_CUT 30-60 second database");
    }

    @Test
    void declare_keptPartRewritten_isStillAccusedAndNotAnchored() throws SQLException {
        // With the key stolen: what lies before the restore was changed, and everything after it signed anew.
        log.restore("backup");
        assertThat(log.declare()).isInstanceOf(Declared.class);
        log.execute("""
                update holdfast.audit_event set actor_id = 'nobody' where id =
                    (select event_id from holdfast.audit_leaf where leaf_index = 7);
                truncate holdfast.audit_leaf, holdfast.audit_tile, holdfast.audit_checkpoint;
                update holdfast.audit_tree set size = 0, snapshot = '1:1:'""");
        SignedCheckpoint forged = log.seal();
        SignedCheckpoint stolen = SignedCheckpoint.sign(
                dev.holdfast.audit.seal.note.Checkpoint.of(
                        "example.com/audit",
                        2,
                        forged.checkpoint().size(),
                        forged.checkpoint().root()),
                forged.signedAt(),
                log.fixture().signer());
        log.execute("update holdfast.audit_checkpoint set note = '" + stolen.note() + "'");
        assertThat(log.found())
                .filteredOn(said -> said.startsWith("REWRITTEN "))
                .hasSize(2);
        assertThat(log.audited().publish()).isInstanceOf(PublishResult.Contradicted.class);
    }

    @Test
    void declare_anotherNodeSealingOrTreeForged_declaresNothing() throws SQLException {
        log.restore("backup");
        try (Connection other = log.fixture().audit().database().connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select 1 from holdfast.audit_tree for update");
            assertThat(log.declare()).isInstanceOf(RestoreResult.Busy.class);
        }
        log.execute("update holdfast.audit_tile set hashes = set_byte(hashes, 5, 255 - get_byte(hashes, 5))");
        assertThat(log.declare()).isEqualTo(new RestoreResult.Refused(RestoreResult.Reason.TREE_FORGED));
        assertThat(log.fixture().audit().database().queryLong("select count(*) from holdfast.audit_restore"))
                .isZero();
    }

    @Test
    void seal_nodeThatSawTheLostRange_goesOnAfterTheDeclaration() throws SQLException {
        AuditSeals node = log.fixture().seals(1000);
        assertThat(node.seal()).isInstanceOf(SealResult.Sealed.class);
        log.restore("backup");
        assertThat(node.seal()).isEqualTo(new SealResult.Refused(SealResult.Reason.ROLLED_BACK));
        assertThat(log.declare()).isInstanceOf(Declared.class);
        assertThat(node.seal())
                .isInstanceOfSatisfying(
                        SealResult.Sealed.class,
                        batch -> assertThat(batch.checkpoint().checkpoint().epoch())
                                .isEqualTo(2));
        assertThat(log.audited().publish()).isInstanceOf(PublishResult.Anchored.class);
        assertThat(List.of(log.verify())).allMatch(SealVerdict.Sealed.class::isInstance);
    }
}
