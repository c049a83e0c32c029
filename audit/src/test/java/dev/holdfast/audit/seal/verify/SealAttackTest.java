package dev.holdfast.audit.seal.verify;

import static dev.holdfast.audit.seal.SealFixture.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.seal.SealFixture;
import dev.holdfast.audit.seal.leaf.LeafColumn;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import dev.holdfast.audit.seal.note.TestKeys;
import dev.holdfast.audit.seal.verify.SealFinding.Kind;
import dev.holdfast.audit.seal.verify.SealVerdict.Broken;
import dev.holdfast.audit.seal.verify.SealVerdict.Overdue;
import dev.holdfast.audit.seal.verify.SealVerdict.Pending;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a superuser can do to the tables without the key; each attack in a transaction that is rolled back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SealAttackTest {
    private static final int EVENTS = 600;
    private static final int OLDER = 300;

    private SealFixture fixture;
    private SignedCheckpoint older;
    private SignedCheckpoint newest;
    private List<UUID> events;

    @BeforeAll
    void seal() throws SQLException {
        fixture = new SealFixture();
        fixture.append(OLDER);
        older = done(fixture.seals(1000).seal()).checkpoint();
        fixture.append(EVENTS - OLDER);
        newest = done(fixture.seals(1000).seal()).checkpoint();
        events = fixture.sealed();
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    @Test
    void verify_untouched_isSealed() throws SQLException {
        assertThat(verdict(List.of(older, newest))).isEqualTo(new SealVerdict.Sealed(newest));
    }

    @ParameterizedTest
    @EnumSource(LeafColumn.class)
    void verify_columnChanged_namesTheEvent(LeafColumn column) throws SQLException {
        String changed = switch (column) {
            case ID -> "gen_random_uuid()";
            case RECORDED_AT, OCCURRED_AT -> column.column() + " - interval '1 microsecond'";
            case TX_ID -> "'77'";
            case HTTP_DURATION_US, SCHEMA_VERSION, RISK_SCORE, HTTP_STATUS, TRACE_FLAGS ->
                "coalesce(" + column.column() + ", 0) + 1";
            case SUSPICIOUS -> "not suspicious";
            case ORIGIN -> "'IMPORT'";
            case CATEGORY -> "'SESSION'";
            case OUTCOME -> "'UNKNOWN'";
            case SEVERITY -> "'CRITICAL'";
            case ACTOR_TYPE -> "'SERVICE'";
            case RISK_LEVEL -> "'HIGH'";
            case DATA_CLASS -> "'PUBLIC'";
            case SOURCE_IP -> "'192.0.2.1'";
            case TARGETS, CHANGE_SET -> "'[{}]'";
            case METADATA -> "metadata || '{\"number\": 5.0}'";
            default -> "'x'";
        };
        UUID event = events.get(5);
        String sql = "update holdfast.audit_event set " + column.column() + " = "
                + (column == LeafColumn.ID ? "'" + fixture.audit().nextId() + "'" : changed) + " where id = '" + event
                + "'";
        if (column == LeafColumn.ID) {
            assertThat(kinds(verdict(sql))).containsExactly(Kind.DELETED, Kind.INSERTED);
        } else {
            assertThat(((Broken) verdict(sql)).findings()).containsExactly(SealFinding.of(Kind.CHANGED, event, 5));
        }
    }

    @Test
    void verify_eventDeletedOrEmptied_isNamed() throws SQLException {
        Broken one = (Broken) verdict("delete from holdfast.audit_event where id = '" + events.get(299) + "'");
        assertThat(one.findings()).containsExactly(SealFinding.of(Kind.DELETED, events.get(299), 299));
        Broken all = (Broken) verdict("truncate holdfast.audit_event");
        assertThat(all.findings()).hasSize(100).allMatch(finding -> finding.kind() == Kind.DELETED);
        assertThat(all.isComplete()).isFalse();
    }

    @Test
    void verify_monthDetached_isNamed() throws SQLException {
        String month = fixture.audit()
                .database()
                .queryStrings("select tableoid::regclass from holdfast.audit_event limit 1")
                .get(0);
        Broken broken = (Broken) verdict("alter table holdfast.audit_event detach partition " + month);
        assertThat(broken.findings()).first().isEqualTo(SealFinding.of(Kind.DELETED, events.get(0), 0));
    }

    @Test
    void verify_eventInserted_isNamedHoweverItsTransactionIsStated() throws SQLException {
        for (String tx : List.of("5", "(select min(tx_id) from holdfast.audit_event)", "'9000000000'")) {
            UUID id = fixture.audit().nextId();
            Broken broken = (Broken) verdict(copy(id, tx));
            assertThat(broken.findings()).as(tx).containsExactly(new SealFinding(Kind.INSERTED, id, -1, -1));
        }
    }

    @Test
    void verify_eventsSwapped_areReordered() throws SQLException {
        String swap = """
                update holdfast.audit_leaf set event_id = gen_random_uuid() where leaf_index in (10, 20);
                update holdfast.audit_leaf set event_id = '%s' where leaf_index = 10;
                update holdfast.audit_leaf set event_id = '%s' where leaf_index = 20""".formatted(events.get(20), events.get(10));
        assertThat(((Broken) verdict(swap)).findings())
                .containsExactly(
                        SealFinding.of(Kind.REORDERED, events.get(20), 10),
                        SealFinding.of(Kind.REORDERED, events.get(10), 20));
    }

    @Test
    void verify_leafEntryGoneOrAdded_isNamed() throws SQLException {
        assertThat(kinds(verdict("delete from holdfast.audit_leaf where leaf_index = 7")))
                .containsExactly(Kind.LEAF_FORGED, Kind.INSERTED);
        UUID id = fixture.audit().nextId();
        Broken added = (Broken) verdict(
                copy(id, "pg_current_xact_id()") + "; insert into holdfast.audit_leaf values (600, '" + id + "')");
        assertThat(added.findings()).containsExactly(SealFinding.of(Kind.LEAF_FORGED, 600, 601));
    }

    /** With the keys off the tables a leaf can have two entries, or two events, and one of them would pass unseen. */
    @Test
    void verify_leafWithTwoEntriesOrTwoEvents_isForged() throws SQLException {
        UUID id = fixture.audit().nextId();
        Broken entries = (Broken) verdict(
                copy(id, "pg_current_xact_id()"),
                "alter table holdfast.audit_leaf drop constraint audit_leaf_pkey",
                "insert into holdfast.audit_leaf values (7, '" + id + "')");
        assertThat(entries.findings()).contains(SealFinding.of(Kind.LEAF_FORGED, 7, 8));
        Broken twins = (Broken) verdict(
                "alter table holdfast.audit_event drop constraint audit_event_pkey", copy(events.get(7), "'5'"));
        assertThat(twins.findings()).contains(SealFinding.of(Kind.LEAF_FORGED, 7, 8));
    }

    @Test
    void verify_tileForgedOrGone_isNamedAndNoEventAccused() throws SQLException {
        String flip = "update holdfast.audit_tile set hashes = set_byte(hashes, 33, 255 - get_byte(hashes, 33))";
        Broken leaf = (Broken) verdict(flip + " where level = 0 and tile_index = 1");
        assertThat(kinds(leaf)).containsOnly(Kind.TILE_FORGED);
        assertThat(leaf.findings()).contains(SealFinding.of(Kind.TILE_FORGED, 257, 258));
        assertThat(kinds(verdict(flip + " where level = 1"))).containsExactly(Kind.TILE_FORGED);
        assertThat(kinds(verdict("delete from holdfast.audit_tile where level = 1")))
                .containsExactly(Kind.TILE_FORGED);
        assertThat(kinds(verdict("delete from holdfast.audit_tile where level = 0 and tile_index = 2")))
                .containsOnly(Kind.TILE_FORGED);
    }

    @Test
    void verify_eventChangedWithItsHashes_isRewrittenBetweenTwoCheckpoints() throws SQLException {
        String forge = """
                update holdfast.audit_event set actor_id = 'nobody' where id = '%s';
                update holdfast.audit_tile set hashes = overlay(hashes placing decode(repeat('ab', 32), 'hex') from %d)
                where level = 0 and tile_index = 1""";
        Broken broken = (Broken) verdict(forge.formatted(events.get(400), (400 - 256) * 32 + 1));
        assertThat(broken.findings()).contains(SealFinding.of(Kind.REWRITTEN, OLDER, EVENTS));
    }

    @Test
    void verify_checkpointForgedOrGone_isNamed() throws SQLException {
        SignedCheckpoint foreign =
                SignedCheckpoint.sign(newest.checkpoint(), newest.signedAt(), TestKeys.signer("example.com/audit"));
        for (String attack : List.of(
                "update holdfast.audit_checkpoint set note = '" + foreign.note() + "' where size = 600",
                "update holdfast.audit_checkpoint set note = '" + foreign.note() + "' where size = 300",
                "update holdfast.audit_checkpoint set note = (select note from holdfast.audit_checkpoint where size = 300)",
                "delete from holdfast.audit_checkpoint where size = 600",
                "truncate holdfast.audit_checkpoint",
                "update holdfast.audit_tree set size = 599",
                "delete from holdfast.audit_tree")) {
            assertThat(kinds(verdict(attack))).as(attack).contains(Kind.CHECKPOINT_FORGED);
        }
    }

    @Test
    void verify_tailCut_isShownByACheckpointKeptElsewhere() throws SQLException {
        String cut = """
                delete from holdfast.audit_event where id in
                    (select event_id from holdfast.audit_leaf where leaf_index >= 300);
                delete from holdfast.audit_leaf where leaf_index >= 300;
                delete from holdfast.audit_tile where tile_index > 1;
                update holdfast.audit_tile set hashes = substr(hashes, 1, 44 * 32) where tile_index = 1;
                delete from holdfast.audit_checkpoint where size > 300;
                update holdfast.audit_tree set size = 300""";
        assertThat(verdict(List.of(), cut)).as("without it").isEqualTo(new SealVerdict.Sealed(older));
        assertThat(((Broken) verdict(List.of(newest), cut)).findings())
                .containsExactly(SealFinding.of(Kind.TAIL_CUT, OLDER, EVENTS));
        String wipe = """
                truncate holdfast.audit_event, holdfast.audit_leaf, holdfast.audit_tile, holdfast.audit_checkpoint;
                update holdfast.audit_tree set size = 0""";
        assertThat(verdict(List.of(), wipe)).isEqualTo(new Overdue(null, 0));
        assertThat(kinds(verdict(List.of(older, newest), wipe))).containsOnly(Kind.TAIL_CUT);
    }

    @Test
    void verify_rewrittenAndSignedWithTheKey_isShownByACheckpointKeptElsewhere() throws SQLException {
        try (SealFixture other = new SealFixture()) {
            other.append(EVENTS);
            SignedCheckpoint rewritten = SignedCheckpoint.sign(
                    done(other.seals(1000).seal()).checkpoint().checkpoint(), newest.signedAt(), other.signer());
            // Two histories of one length under one name: the second stands in for what a thief of the key signs.
            SignedCheckpoint known = SignedCheckpoint.sign(newest.checkpoint(), newest.signedAt(), other.signer());
            SealVerifier verifier = new SealVerifier(other.log(), other.signer().key());
            SealVerdict own = other.audit().runner().call(tx -> verifier.verify(tx, List.of(rewritten)));
            assertThat(own).isInstanceOf(SealVerdict.Sealed.class);
            SealVerdict held = other.audit().runner().call(tx -> verifier.verify(tx, List.of(known)));
            assertThat(kinds(held)).containsExactly(Kind.REWRITTEN);
        }
    }

    @Test
    void verify_sealerStopped_isOverdueAtTheBoundary() throws SQLException {
        String pending = copy(fixture.audit().nextId(), "pg_current_xact_id()");
        assertThat(verdict(List.of(newest), pending))
                .isInstanceOfSatisfying(
                        Pending.class, young -> assertThat(young.events()).isEqualTo(1));
        Duration patience = fixture.log().policy().overdueAfter();
        fixture.clock().advance(patience);
        try {
            assertThat(verdict(List.of())).as("at the boundary").isInstanceOf(SealVerdict.Sealed.class);
            fixture.clock().advance(Duration.ofNanos(1));
            assertThat(verdict(List.of(), pending)).isEqualTo(new Overdue(newest.signedAt(), 1));
        } finally {
            fixture.clock().set(newest.signedAt());
        }
    }

    @Test
    void verify_tablesInAnotherCluster_isRestored() throws SQLException {
        assertThat(kinds(verdict("update holdfast.audit_tree set system_identifier = system_identifier + 1")))
                .containsExactly(Kind.RESTORED);
    }

    private String copy(UUID id, String tx) {
        List<String> columns = new ArrayList<>(List.of(
                LeafColumn.select("e").replace("e.id,", "").replace("e.", "").split(", ", -1)));
        String named = String.join(", ", columns);
        return "insert into holdfast.audit_event (id, " + named + ") select '" + id + "', "
                + named.replace("tx_id", tx + "::text::xid8") + " from holdfast.audit_event where id = '"
                + events.get(0)
                + "'";
    }

    private SealVerdict verdict(String... attack) throws SQLException {
        return verdict(List.of(older, newest), attack);
    }

    private SealVerdict verdict(List<SignedCheckpoint> known, String... attack) throws SQLException {
        SealVerifier verifier = new SealVerifier(fixture.log(), fixture.signer().key());
        try (Connection connection = fixture.audit().database().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set local session_replication_role = replica");
            for (String sql : attack) {
                statement.execute(sql);
            }
            SealVerdict verdict = verifier.verify(DSL.using(connection, SQLDialect.POSTGRES), known);
            connection.rollback();
            return verdict;
        }
    }

    private static List<Kind> kinds(SealVerdict verdict) {
        return verdict.fold(
                whole -> List.<Kind>of(),
                young -> List.<Kind>of(),
                late -> List.<Kind>of(),
                broken -> broken.findings().stream().map(SealFinding::kind).toList());
    }
}
