package dev.holdfast.audit.anchor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.anchor.database.DatabaseAnchor;
import dev.holdfast.audit.anchor.file.FileAnchor;
import dev.holdfast.audit.archive.ArchiveFixture;
import dev.holdfast.audit.seal.restore.KnownCheckpoint;
import dev.holdfast.audit.seal.verify.SealVerdict;
import dev.holdfast.audit.seal.verify.SealVerifier;
import dev.holdfast.core.Namespace;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import dev.holdfast.testkit.process.KillPlan;
import dev.holdfast.testkit.process.KillReport;
import dev.holdfast.testkit.process.Killed;
import dev.holdfast.testkit.race.Rounds;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process that publishes, killed: no anchor is ever ahead of the log, and the next process goes on with each. */
class AnchorKillTest {
    private static final int PUBLISHED = 60;
    private static final List<String> POINTS = List.of(
            "before-commit",
            "after file",
            "after-commit",
            "after second database",
            "before file",
            "before second database");

    private final TestDatabase second = EmbeddedPostgres.shared().createDatabase();
    private ArchiveFixture fixture;
    private List<CheckpointAnchor> anchors;
    private Path file;
    private int torn;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException, SQLException {
        fixture = new ArchiveFixture(Files.createDirectory(folder.resolve("archives")));
        file = folder.resolve("log.anchor");
        second.execute(DatabaseAnchor.ddl(Namespace.defaults()));
        anchors = List.of(
                FileAnchor.of("file", file, fixture.signer().key()),
                DatabaseAnchor.of(
                        "second database",
                        second.dataSource(),
                        Namespace.defaults(),
                        fixture.signer().key()));
    }

    @AfterEach
    void close() {
        fixture.close();
        second.close();
    }

    @Test
    void publish_killedAnywhere_leavesNoAnchorAheadOrHalfWritten() throws IOException {
        int rounds = Math.max(2, Rounds.of(PUBLISHED) / 3);
        List<String> points = POINTS.subList(0, Math.min(POINTS.size(), rounds - 1));
        int each = Math.max(1, (rounds - rounds / 4) / points.size());
        KillReport report = KillPlan.of(KillablePublisher.class, number -> arguments())
                .at(points.toArray(new String[0]))
                .each(each)
                .visits(6)
                .random(Math.max(1, rounds - each * points.size()), Duration.ofMillis(500))
                .run(this::check);
        System.out.print("killed while publishing at\n" + report);
        assertThat(Files.readString(file).split("\u001etorn ", -1))
                .as("each torn record is named once")
                .hasSize(1 + torn);
    }

    private List<String> arguments() {
        return List.of(
                fixture.audit().database().jdbcUrl(),
                second.jdbcUrl(),
                fixture.audit().database().user(),
                fixture.audit().database().password(),
                file.toString(),
                fixture.signer().key().toString(),
                fixture.privateKey());
    }

    private void check(Killed killed) throws SQLException, IOException {
        awaitBackendsGone();
        requireNoneAhead(killed.toString());
        if (killed.number() % 2 == 1 && Files.exists(file) && Files.size(file) > 0) {
            tear();
            requireNoneAhead(killed + " and a torn record");
        }
        fixture.sealAll();
        assertThat(audited().publish()).as(killed.toString()).isInstanceOf(PublishResult.Anchored.class);
        assertThat(held())
                .hasSize(2)
                .extracting(known -> known.checkpoint().checkpoint())
                .containsOnly(held().get(0).checkpoint().checkpoint());
    }

    /** What the anchors hold is of the log, which has every leaf of it. */
    private void requireNoneAhead(String when) throws SQLException {
        List<KnownCheckpoint> held = held();
        long size = fixture.audit().database().queryLong("select size from holdfast.audit_tree");
        assertThat(held)
                .allSatisfy(known ->
                        assertThat(known.checkpoint().checkpoint().size()).isLessThanOrEqualTo(size));
        SealVerifier verifier =
                new SealVerifier(fixture.seal().log(), fixture.signer().key());
        SealVerdict verdict = fixture.audit().runner().call(tx -> verifier.verifyAgainst(tx, held));
        assertThat(verdict).as(when).isNotInstanceOf(SealVerdict.Broken.class);
    }

    /** As when the machine dies with the process: SIGKILL alone leaves what was written. */
    private void tear() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            FileChannel unused = channel.truncate(channel.size() - 7);
        }
        torn++;
    }

    private List<KnownCheckpoint> held() {
        AnchorHoldings holdings = audited().ask();
        assertThat(holdings.silent()).as("none is unreadable").isEmpty();
        return holdings.known();
    }

    private AuditAnchors audited() {
        return new AuditAnchors(
                fixture.audit().runner(), fixture.seal().log(), fixture.signer().key(), anchors);
    }

    /** A killed host's last statement may still be at work in the server. */
    private void awaitBackendsGone() throws SQLException {
        for (TestDatabase database : List.of(fixture.audit().database(), second)) {
            String others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND pid <> pg_backend_pid() AND backend_type = 'client backend'";
            for (int look = 0; database.queryLong(others) > 0; look++) {
                assertThat(look).isLessThan(10_000);
            }
        }
    }
}
