package dev.holdfast.audit.seal;

import static dev.holdfast.audit.seal.SealFixture.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.audit.seal.SealResult.Busy;
import dev.holdfast.audit.seal.SealResult.Reason;
import dev.holdfast.audit.seal.SealResult.Refused;
import dev.holdfast.audit.seal.SealResult.Sealed;
import dev.holdfast.audit.seal.note.NoteSigner;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import dev.holdfast.audit.seal.restore.RestoreResult;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.race.Isolation;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AuditSealsTest {
    private SealFixture fixture;

    @BeforeEach
    void open() {
        fixture = new SealFixture();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void seal_committedEvents_areSealedOnceInBatches(Isolation isolation) throws SQLException {
        AuditSeals seals = fixture.seals(at(isolation), 300);
        List<UUID> written = fixture.append(450);
        fixture.append(250);
        assertThat(done(seals.seal())).extracting(Sealed::events, Sealed::more).containsExactly(300, true);
        List<UUID> later = fixture.append(5);
        assertThat(done(seals.seal())).extracting(Sealed::events, Sealed::more).containsExactly(300, true);
        assertThat(done(seals.seal())).extracting(Sealed::events, Sealed::more).containsExactly(100, false);
        assertThat(done(seals.seal())).extracting(Sealed::events, Sealed::more).containsExactly(5, false);
        assertThat(done(seals.seal())).extracting(Sealed::events, Sealed::more).containsExactly(0, false);
        assertThat(fixture.sealed()).hasSize(705).startsWith(written.get(0)).endsWith(later.get(4));
    }

    @Test
    void seal_nothingNew_publishesAFreshCheckpoint() {
        AuditSeals seals = fixture.seals(10);
        SignedCheckpoint empty = done(seals.seal()).checkpoint();
        assertThat(empty.checkpoint().size()).isZero();
        fixture.clock().advance(Duration.ofSeconds(10));
        SignedCheckpoint later = done(seals.seal()).checkpoint();
        assertThat(later.checkpoint()).isEqualTo(empty.checkpoint());
        assertThat(later.signedAt()).isEqualTo(empty.signedAt().plusSeconds(10));
        assertThat(SignedCheckpoint.open(later.note(), fixture.signer().key())).contains(later);
    }

    @Test
    void seal_openTransaction_delaysItsOwnEventsAlone() throws SQLException {
        AuditSeals seals = fixture.seals(100);
        try (Connection open = fixture.audit().database().connect();
                Statement statement = open.createStatement()) {
            open.setAutoCommit(false);
            UUID early = fixture.append(open);
            UUID other = fixture.append(1).get(0);
            assertThat(done(seals.seal()).events()).isEqualTo(1);
            assertThat(fixture.sealed()).containsExactly(other);
            fixture.append(3);
            assertThat(done(seals.seal()).events()).isEqualTo(3);
            statement.execute("savepoint s");
            fixture.append(open);
            statement.execute("rollback to s");
            statement.execute("prepare transaction 'held'");
            open.setAutoCommit(true);
            assertThat(done(seals.seal()).events()).isZero();
            statement.execute("commit prepared 'held'");
            assertThat(done(seals.seal()).events()).isEqualTo(1);
            assertThat(fixture.sealed()).hasSize(5).endsWith(early);
        }
    }

    @Test
    void seal_anotherNodeAtIt_isBusy() throws SQLException {
        AuditSeals seals = fixture.seals(100);
        try (Connection other = fixture.audit().database().connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select 1 from holdfast.audit_tree for update");
            assertThat(seals.seal()).isInstanceOf(Busy.class);
            other.rollback();
        }
        assertThat(seals.seal()).isInstanceOf(Sealed.class);
    }

    @Test
    void seal_signerFails_leavesTheEventsForTheNextBatch() throws SQLException {
        fixture.append(3);
        NoteSigner signer = fixture.signer();
        NoteSigner broken = new NoteSigner() {
            @Override
            public dev.holdfast.audit.seal.note.NoteKey key() {
                return signer.key();
            }

            @Override
            public byte[] sign(byte[] message) {
                throw new IllegalStateException("no key");
            }
        };
        assertThatThrownBy(() -> new AuditSeals(fixture.audit().runner(), fixture.log(), broken).seal())
                .hasMessage("no key");
        assertThat(fixture.sealed()).isEmpty();
        assertThat(done(fixture.seals(100).seal()).events()).isEqualTo(3);
    }

    @Test
    void seal_tablesInAnotherCluster_isRefusedUntilDeclared() throws SQLException {
        AuditSeals seals = fixture.seals(2);
        fixture.append(3);
        assertThat(done(seals.seal()).events()).isEqualTo(2);
        // As a dump that is loaded elsewhere leaves it: other identifier, transaction ids ahead of the cluster's own.
        fixture.audit().database().execute("""
                update holdfast.audit_tree set system_identifier = system_identifier + 1, target = null,
                    snapshot = '900000:900000:'""");
        UUID after = fixture.append(1).get(0);
        assertThat(seals.seal()).isEqualTo(new Refused(Reason.RESTORED));
        assertThat(seals.declareRestored(fixture.trail(), "dump of a test", List.of()))
                .isInstanceOf(RestoreResult.Declared.class);
        assertThat(seals.declareRestored(fixture.trail(), "again", List.of()))
                .isInstanceOf(RestoreResult.NothingLost.class);
        Sealed batch = done(seals.seal());
        while (batch.more()) {
            batch = done(seals.seal());
        }
        assertThat(fixture.sealed()).hasSize(5).contains(after).doesNotHaveDuplicates();
        UUID last = fixture.append(1).get(0);
        assertThat(done(seals.seal()).events()).isEqualTo(1);
        assertThat(fixture.sealed()).endsWith(last);
    }

    @Test
    void seal_treeForgedOrRolledBack_signsNothing() throws SQLException {
        AuditSeals seals = fixture.seals(1000);
        fixture.append(3);
        SignedCheckpoint first = done(seals.seal()).checkpoint();
        fixture.append(2);
        Sealed unused = done(seals.seal());
        String back = """
                delete from holdfast.audit_leaf where leaf_index >= 3;
                update holdfast.audit_tile set hashes = substr(hashes, 1, 96);
                delete from holdfast.audit_checkpoint where size > 3;
                update holdfast.audit_tree set size = 3""";
        fixture.audit().database().execute(back);
        assertThat(seals.seal()).isEqualTo(new Refused(Reason.ROLLED_BACK));
        fixture.audit().database().execute("update holdfast.audit_tile set hashes = set_byte(hashes, 5, 0)");
        AuditSeals restarted = fixture.seals(1000);
        assertThat(restarted.seal()).isEqualTo(new Refused(Reason.TREE_FORGED));
        fixture.audit().database().execute("delete from holdfast.audit_tile");
        assertThat(restarted.seal()).isEqualTo(new Refused(Reason.TREE_FORGED));
        assertThat(fixture.audit().database().queryStrings("select note from holdfast.audit_checkpoint"))
                .containsExactly(first.note());
    }

    @Test
    void seal_anotherKey_isRefused() {
        Sealed unused = done(fixture.seals(10).seal());
        AuditSeals other = new AuditSeals(
                fixture.audit().runner(),
                fixture.log(),
                dev.holdfast.audit.seal.note.TestKeys.signer("example.com/audit"));
        assertThat(other.seal()).isEqualTo(new Refused(Reason.TREE_FORGED));
    }

    @Test
    void schema_undone_leavesTheEvents() throws SQLException {
        fixture.append(2);
        Sealed unused = done(fixture.seals(10).seal());
        String undo = dev.holdfast.audit.AuditSchema.module().scripts().get(1).undo();
        fixture.audit().database().execute(Namespace.defaults().fill(undo));
        assertThat(fixture.audit().count()).isEqualTo(2);
        assertThat(
                        fixture.audit()
                                .database()
                                .queryLong(
                                        "select count(*) from pg_class where relname like 'audit_t%' or relname = 'audit_leaf'"))
                .isZero();
    }

    private TransactionRunner at(Isolation isolation) {
        TransactionRunner runner = fixture.audit().runner();
        return work -> runner.run(tx -> {
            tx.connection(connection -> connection.setTransactionIsolation(isolation.level()));
            work.accept(tx);
        });
    }
}
