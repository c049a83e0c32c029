package dev.holdfast.audit.harden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.audit.AuditFilter;
import dev.holdfast.audit.AuditQuery;
import dev.holdfast.audit.StoredEvent.Origin;
import dev.holdfast.audit.anchor.AuditAnchors;
import dev.holdfast.audit.anchor.CheckpointAnchor;
import dev.holdfast.audit.anchor.PublishResult;
import dev.holdfast.audit.anchor.file.FileAnchor;
import dev.holdfast.audit.hold.HoldScope;
import dev.holdfast.audit.hold.LegalHold;
import dev.holdfast.audit.hold.LegalHolds;
import dev.holdfast.audit.partition.AuditPartitions;
import dev.holdfast.audit.partition.PartitionPolicy;
import dev.holdfast.audit.privacy.EventDoor;
import dev.holdfast.audit.record.RecorderHost;
import dev.holdfast.audit.record.RecorderPolicy;
import dev.holdfast.audit.record.async.AsyncRecorder;
import dev.holdfast.audit.record.internal.row.EventRow;
import dev.holdfast.audit.record.internal.row.RowEncoder;
import dev.holdfast.audit.record.internal.write.BatchWriter;
import dev.holdfast.audit.seal.AuditSeals;
import dev.holdfast.audit.seal.SealProofs;
import dev.holdfast.audit.seal.SealResult;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.restore.RestoreResult;
import dev.holdfast.audit.seal.verify.SealVerdict;
import dev.holdfast.audit.seal.verify.SealVerifier;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.metric.Metrics;
import dev.holdfast.core.metric.Ticker;
import dev.holdfast.core.tx.SqlState;
import dev.holdfast.core.tx.TransactionRunner;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each part of the log under its own role: it runs, and without any one of its grants it does not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditRolesTest {
    /** Needed in some states of the log alone: after a restore, with months in archives, for an anchor that lags. */
    private static final Set<String> SOMETIMES =
            Set.of("SEAL RESTORE SELECT", "READ ARCHIVE SELECT", "ANCHOR TILE SELECT");

    @TempDir
    private Path folder;

    private HardenFixture fixture;

    @BeforeAll
    void harden() throws SQLException {
        fixture = HardenFixture.create();
    }

    @AfterAll
    void close() throws SQLException {
        fixture.close();
    }

    @ParameterizedTest
    @EnumSource(LogPart.class)
    void part_underItsRole_runs_andNeedsEachOfItsGrants(LogPart part) throws SQLException {
        prepare();
        run(part);
        for (LogPart.Place grant : part.tables()) {
            if (SOMETIMES.contains(part + " " + grant.place() + " " + grant.privilege())) {
                continue;
            }
            String table = "holdfast." + GuardedTable.valueOf(grant.place()).table();
            String on = grant.privilege() + " on " + table;
            fixture.execute("revoke " + on + " from " + fixture.role(part));
            prepare();
            assertForbidden("without " + on, () -> run(part));
            fixture.execute("grant " + on + " to " + fixture.role(part));
        }
        run(part);
        assertThat(fixture.findings()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(LogPart.class)
    void part_underItsRole_cannotDoWhatTheOwnerDoes(LogPart part) throws SQLException {
        String month = fixture.month();
        for (String sql : List.of(
                "alter table holdfast.audit_event disable trigger all",
                "alter table " + month + " disable trigger all",
                "alter table holdfast.audit_event detach partition " + month,
                "drop table " + month,
                "create or replace function holdfast.audit_append_only() returns trigger language sql as ''",
                "create table holdfast.audit_event_2091_01 (id uuid)",
                "insert into " + month + " select * from " + month,
                "set session_replication_role = replica")) {
            assertForbidden(sql, () -> {
                try (Connection connection = fixture.connect(fixture.role(part));
                        Statement statement = connection.createStatement()) {
                    statement.execute(sql);
                }
            });
        }
    }

    @Test
    void owner_makesMonths() {
        AuditPartitions partitions = new AuditPartitions(
                fixture.runner(fixture.roles().owner()),
                Namespace.defaults(),
                PartitionPolicy.defaults(),
                Clock.systemUTC());
        assertThat(partitions.ensure(YearMonth.of(2090, 1), YearMonth.of(2090, 2)))
                .hasSize(2);
        assertThat(fixture.findings()).isEmpty();
    }

    private static void assertForbidden(String what, ThrowingCallable act) {
        assertThatThrownBy(act)
                .as(what)
                .satisfies(failure -> assertThat(SqlState.of(failure))
                        .as(what + ": " + failure)
                        .contains("42501"));
    }

    /** An event that is not sealed, and a tree that was moved: until all is sealed, sealing looks at leaves as well. */
    private void prepare() throws SQLException {
        fixture.seal().append(2);
        sealAll(fixture.seal().seals(100));
        fixture.seal().append(1);
        fixture.execute("update holdfast.audit_tree set system_identifier = system_identifier + 1");
        assertThat(fixture.seal().seals(100).declareRestored(fixture.seal().trail(), "moved", List.of()))
                .isInstanceOf(RestoreResult.Declared.class);
    }

    static void sealAll(AuditSeals seals) {
        while (seals.seal() instanceof SealResult.Sealed sealed && (sealed.more() || sealed.events() > 0)) {
            assertThat(sealed.checkpoint()).isNotNull();
        }
    }

    private void run(LogPart part) throws SQLException {
        TransactionRunner runner = fixture.runner(fixture.role(part));
        switch (part) {
            case WRITE ->
                runner.run(tx ->
                        fixture.audit().log().append(tx, fixture.audit().event().build()));
            case RECORD -> record(runner);
            case SEAL -> sealAll(fixture.seal().seals(runner, 100));
            case READ -> read(runner);
            case ANCHOR -> anchor(runner);
            case HOLD -> hold(runner);
        }
    }

    /** By the merge that follows a commit without an answer, by COPY, and by the INSERT of a few. */
    private void record(TransactionRunner runner) {
        RowEncoder encoder = new RowEncoder(Origin.LIVE);
        BatchWriter writer = new BatchWriter(runner, Namespace.defaults(), Metrics.discarding(), Ticker.system());
        for (boolean mayBeThere : new boolean[] {true, false}) {
            List<EventRow> rows = Stream.generate(() -> encoder.encode(
                            EventDoor.defaults().admit(fixture.audit().event().build())))
                    .limit(10)
                    .toList();
            writer.write(rows, mayBeThere, (failed, since) -> false).forEach(refusal -> {
                throw refusal.why();
            });
        }
        try (AsyncRecorder recorder =
                AsyncRecorder.start(RecorderHost.of(runner, Clock.systemUTC()), RecorderPolicy.defaults())) {
            recorder.record(fixture.audit().event().build())
                    .toCompletableFuture()
                    .join();
            assertThat(recorder.close(Duration.ofSeconds(10)).isComplete()).isTrue();
        }
    }

    private void anchor(TransactionRunner runner) {
        NoteKey key = fixture.seal().signer().key();
        CheckpointAnchor anchor = FileAnchor.of("file", folder.resolve("anchor"), key);
        AuditAnchors anchors = new AuditAnchors(runner, fixture.seal().log(), key, List.of(anchor));
        assertThat(anchors.publish()).isInstanceOf(PublishResult.Anchored.class);
    }

    private void hold(TransactionRunner runner) {
        AuditTrail trail = AuditTrail.of(AuditSink.discarding(), AuditSink.discarding(), Clock.systemUTC());
        LegalHolds holds = new LegalHolds(Namespace.defaults(), trail, Clock.systemUTC());
        LegalHold hold = runner.call(tx -> holds.set(tx, HoldScope.everything(), "a case", "counsel"));
        runner.run(tx -> {
            assertThat(holds.active(tx)).contains(hold);
            assertThat(holds.lift(tx, hold.id(), "closed", "counsel")).isTrue();
        });
    }

    private void read(TransactionRunner runner) throws SQLException {
        UUID event = fixture.seal().sealed().get(0);
        SealVerifier verifier =
                new SealVerifier(fixture.seal().log(), fixture.seal().signer().key());
        SealProofs proofs =
                new SealProofs(Namespace.defaults(), fixture.seal().signer().key());
        runner.run(tx -> {
            assertThat(fixture.audit()
                            .log()
                            .find(tx, AuditQuery.newestFirst(AuditFilter.any()))
                            .events())
                    .isNotEmpty();
            assertThat(verifier.verify(tx, List.of())).isInstanceOf(SealVerdict.Pending.class);
            assertThat(proofs.inclusion(tx, event)).isPresent();
            assertThat(new LegalHolds(Namespace.defaults(), fixture.seal().trail(), Clock.systemUTC()).active(tx))
                    .isEmpty();
            assertThat(fixture.check().run(tx))
                    .extracting(HardeningFinding::kind)
                    .doesNotContain(HardeningFinding.Kind.NOT_VISIBLE);
        });
    }
}
