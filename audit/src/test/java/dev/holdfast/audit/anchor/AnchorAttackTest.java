package dev.holdfast.audit.anchor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.seal.note.Checkpoint;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import dev.holdfast.audit.seal.restore.RestoreResult.Declared;
import dev.holdfast.audit.seal.verify.SealVerdict;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a superuser does to the whole log at once: no table contradicts another afterwards, only the anchors do. Each in a
 * log that was never restored, and in one that was.
 */
class AnchorAttackTest {
    private static final int OLDER = 40;

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class Hot extends Attacks {
        @Override
        void prepare(AnchoredLog log) {
            log.growAndPublish(300);
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class Restored extends Attacks {
        @Override
        void prepare(AnchoredLog log) throws SQLException {
            log.growAndPublish(200);
            log.backUp("before");
            log.growAndPublish(77);
            log.restore("before");
            assertThat(log.declare()).isInstanceOf(Declared.class);
            log.growAndPublish(99);
        }
    }

    abstract static class Attacks {
        private AnchoredLog log;
        private SignedCheckpoint older;
        private SignedCheckpoint newest;

        abstract void prepare(AnchoredLog prepared) throws SQLException;

        @BeforeAll
        void seal(@TempDir Path folder) throws SQLException {
            log = new AnchoredLog(folder);
            prepare(log);
            older = log.growAndPublish(OLDER);
            log.backUp("older");
            newest = log.growAndPublish(300);
            log.backUp("newest");
        }

        @AfterEach
        void undo() throws SQLException {
            log.restore("newest");
        }

        @AfterAll
        void close() {
            log.close();
        }

        @Test
        void verify_untouched_isSealedAndAnchored() {
            assertThat(log.verify()).isEqualTo(new SealVerdict.Sealed(newest));
            assertThat(log.audited().publish()).isInstanceOf(PublishResult.Anchored.class);
        }

        @Test
        void verify_tailCut_isNamedByEachAnchor() throws SQLException {
            long size = older.checkpoint().size();
            log.execute("""
                    delete from holdfast.audit_event where id in
                        (select event_id from holdfast.audit_leaf where leaf_index >= %1$d);
                    delete from holdfast.audit_leaf where leaf_index >= %1$d;
                    delete from holdfast.audit_tile where level = 0 and tile_index > %2$d;
                    update holdfast.audit_tile set hashes = substr(hashes, 1, %3$d) where level = 0 and tile_index = %2$d;
                    update holdfast.audit_tile set hashes = substr(hashes, 1, %4$d) where level = 1;
                    delete from holdfast.audit_checkpoint where size > %1$d;
                    update holdfast.audit_tree set size = %1$d
                    """.formatted(size, size / 256, size % 256 * 32, size / 256 * 32));
            assertThat(log.verifyAlone()).as("without anchors").isEqualTo(new SealVerdict.Sealed(older));
            assertTailCut();
        }

        @Test
        void verify_rolledBackToAnOldBackup_isNamedByEachAnchor() throws SQLException {
            log.restore("older");
            assertThat(log.verifyAlone()).as("without anchors").isEqualTo(new SealVerdict.Sealed(older));
            assertTailCut();
        }

        @Test
        void verify_wholeLogDeleted_isNamedByEachAnchor() throws SQLException {
            log.execute("truncate holdfast.audit_event, holdfast.audit_leaf, holdfast.audit_tile,"
                    + " holdfast.audit_checkpoint, holdfast.audit_restore; update holdfast.audit_tree set size = 0");
            assertThat(log.verifyAlone()).as("without anchors").isEqualTo(new SealVerdict.Overdue(null, 0));
            long size = newest.checkpoint().size();
            assertThat(log.found()).contains("TAIL_CUT 0-" + size + " file", "TAIL_CUT 0-" + size + " second database");
            assertThat(log.audited().publish()).isInstanceOf(PublishResult.Unsealed.class);
            SignedCheckpoint fresh = log.seal();
            assertThat(fresh.checkpoint().size())
                    .as("a node that has just started")
                    .isZero();
            assertThat(log.audited().publish()).isInstanceOf(PublishResult.Contradicted.class);
        }

        @Test
        void verify_rewrittenAtTheSameLengthWithTheStolenKey_isNamedByEachAnchor() throws SQLException {
            log.execute("""
                    update holdfast.audit_event set actor_id = 'nobody' where id =
                        (select event_id from holdfast.audit_leaf where leaf_index = 7);
                    truncate holdfast.audit_leaf, holdfast.audit_tile, holdfast.audit_checkpoint;
                    update holdfast.audit_tree set size = 0, snapshot = '1:1:'""");
            SignedCheckpoint forged = log.seal();
            assertThat(forged.checkpoint().size()).isEqualTo(newest.checkpoint().size());
            Checkpoint now = Checkpoint.of(
                    forged.checkpoint().log(),
                    newest.checkpoint().epoch(),
                    forged.checkpoint().size(),
                    forged.checkpoint().root());
            SignedCheckpoint stolen =
                    SignedCheckpoint.sign(now, newest.signedAt(), log.fixture().signer());
            log.execute("update holdfast.audit_checkpoint set note = '" + stolen.note() + "'");
            assertThat(log.verifyAlone()).as("without anchors").isEqualTo(new SealVerdict.Sealed(stolen));
            assertThat(log.found())
                    .hasSize(2)
                    .allMatch(said -> said.startsWith("REWRITTEN "))
                    .anyMatch(said -> said.endsWith(" file"))
                    .anyMatch(said -> said.endsWith(" second database"));
            assertThat(log.audited().publish()).isInstanceOf(PublishResult.Contradicted.class);
        }

        private void assertTailCut() {
            String range = older.checkpoint().size() + "-" + newest.checkpoint().size();
            assertThat(log.found())
                    .containsExactlyInAnyOrder("TAIL_CUT " + range + " file", "TAIL_CUT " + range + " second database");
            assertThat(log.audited().publish())
                    .isInstanceOfSatisfying(
                            PublishResult.Contradicted.class,
                            against -> assertThat(against.anchors())
                                    .extracting(AnchorReport::state)
                                    .isEqualTo(
                                            List.of(AnchorReport.State.CONTRADICTED, AnchorReport.State.CONTRADICTED)));
        }
    }
}
