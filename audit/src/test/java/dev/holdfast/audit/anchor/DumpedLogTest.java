package dev.holdfast.audit.anchor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.AuditLog;
import dev.holdfast.audit.seal.AuditSeals;
import dev.holdfast.audit.seal.SealResult;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.restore.KnownCheckpoint;
import dev.holdfast.audit.seal.restore.RestoreResult.Declared;
import dev.holdfast.audit.seal.verify.SealFinding;
import dev.holdfast.audit.seal.verify.SealFinding.Kind;
import dev.holdfast.audit.seal.verify.SealVerdict;
import dev.holdfast.audit.seal.verify.SealVerifier;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.ServerOptions;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole database in another cluster; needs {@code pg_dump} and {@code pg_restore} on the search path. */
@Tag("tools")
class DumpedLogTest {
    @TempDir
    Path folder;

    private AnchoredLog log;
    private EmbeddedPostgres cluster;
    private TestDatabase moved;

    @BeforeEach
    void open() throws Exception {
        log = new AnchoredLog(folder);
        cluster = EmbeddedPostgres.start(ServerOptions.fast());
        moved = cluster.createDatabase();
    }

    @AfterEach
    void close() {
        cluster.close();
        log.close();
    }

    @Test
    void seal_dumpInANewCluster_goesOnOnceDeclaredAndIsReportedBefore() throws Exception {
        log.growAndPublish(300);
        // Recorded and not sealed when the dump is made.
        log.fixture().append(4);
        dumpAndRestore();
        // Sealed and published after it: lost with it.
        log.growAndPublish(96);

        assertThat(seals().seal()).isEqualTo(new SealResult.Refused(SealResult.Reason.RESTORED));
        assertThat(findings()).contains(Kind.RESTORED, Kind.TAIL_CUT);
        assertThat(anchors().publish()).isInstanceOf(PublishResult.Contradicted.class);

        Declared declared = (Declared) seals().declareRestored(
                        trail(), "moved to a new cluster", anchors().ask().known());
        assertThat(declared.restore().kept()).isEqualTo(300);
        assertThat(declared.restore().lost()).isEqualTo(400);
        SealResult.Sealed sealed = sealAll();
        assertThat(sealed.checkpoint().checkpoint().size())
                .as("300, 4 and the restore")
                .isEqualTo(305);
        assertThat(anchors().publish()).isInstanceOf(PublishResult.Anchored.class);
        assertThat(verdict()).isEqualTo(new SealVerdict.Sealed(sealed.checkpoint()));
        append();
        assertThat(sealAll().checkpoint().checkpoint().size()).isEqualTo(306);
        assertThat(anchors().publish()).isInstanceOf(PublishResult.Anchored.class);
        assertThat(verdict()).isInstanceOf(SealVerdict.Sealed.class);
        // The cluster that was left goes on under the old epoch: the anchors know better.
        log.grow(1);
        assertThat(log.audited().publish()).isInstanceOf(PublishResult.Contradicted.class);
    }

    private void dumpAndRestore() throws Exception {
        TestDatabase from = log.fixture().audit().database();
        String file = folder.resolve("dump").toString();
        run(from, "pg_dump", "--format", "custom", "--file", file, from.name());
        run(moved, "pg_restore", "--exit-on-error", "--dbname", moved.name(), file);
    }

    private static void run(TestDatabase database, String... program) throws Exception {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(
                1,
                List.of(
                        "-h",
                        "127.0.0.1",
                        "-p",
                        String.valueOf(database.server().port()),
                        "-U",
                        database.user()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", database.password());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private TransactionRunner runner() {
        return TransactionRunner.over(moved.dataSource());
    }

    private AuditSeals seals() {
        return new AuditSeals(runner(), log.fixture().log(), log.fixture().signer());
    }

    private AuditAnchors anchors() {
        return new AuditAnchors(runner(), log.fixture().log(), key(), log.anchors());
    }

    private AuditTrail trail() {
        return AuditTrail.of(
                AuditLog.of(Namespace.defaults()),
                AuditSink.discarding(),
                log.fixture().clock());
    }

    private NoteKey key() {
        return log.fixture().signer().key();
    }

    private void append() {
        runner().run(tx -> AuditLog.of(Namespace.defaults())
                .append(tx, log.fixture().audit().event().build()));
    }

    private SealResult.Sealed sealAll() {
        AuditSeals seals = seals();
        SealResult.Sealed last = (SealResult.Sealed) seals.seal();
        while (last.more()) {
            last = (SealResult.Sealed) seals.seal();
        }
        return last;
    }

    private SealVerdict verdict() {
        List<KnownCheckpoint> known = anchors().ask().known();
        return runner().call(tx -> new SealVerifier(log.fixture().log(), key()).verifyAgainst(tx, known));
    }

    private List<Kind> findings() {
        return verdict()
                .fold(
                        whole -> List.<Kind>of(),
                        young -> List.<Kind>of(),
                        late -> List.<Kind>of(),
                        broken -> broken.findings().stream()
                                .map(SealFinding::kind)
                                .distinct()
                                .toList());
    }
}
