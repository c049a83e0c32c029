package dev.holdfast.audit.seal.verify;

import static dev.holdfast.audit.seal.SealFixture.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.seal.SealFixture;
import dev.holdfast.audit.seal.leaf.LeafColumn;
import dev.holdfast.audit.seal.verify.Findings.MissingEvents;
import dev.holdfast.audit.seal.verify.PendingEvents.Pending;
import dev.holdfast.core.Namespace;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the look for events without a leaf sees of changes that came behind the walk over the leaves, which therefore found
 * nothing; each in a transaction that is rolled back.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PendingEventsTest {
    private static final int EVENTS = 300;
    private static final Pattern ADD = Pattern.compile("ADD\\((\\w+), ([^)]+)\\)");

    private final PendingEvents unsealed = new PendingEvents(Namespace.defaults());
    private final LeafBalance balance = new LeafBalance(
            Namespace.defaults(), "NOT EXISTS (SELECT FROM holdfast.audit_leaf l WHERE l.event_id = e.id)");
    private SealFixture fixture;
    private List<UUID> events;
    private UUID first;
    private UUID second;

    @BeforeAll
    void seal() throws SQLException {
        fixture = new SealFixture();
        fixture.append(EVENTS);
        assertThat(done(fixture.seals(1000).seal()).events()).isEqualTo(EVENTS);
        events = fixture.sealed();
        fixture.audit()
                .database()
                .execute(
                        "create table sample as select * from holdfast.audit_event where id = '" + events.get(0) + "'");
        first = fixture.audit().nextId();
        second = fixture.audit().nextId();
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    /** A change, and how many of its events are pending, how many were put in. */
    enum Change {
        NOTHING("", 0, 0),
        RECORDED("ADD(FIRST, OWN)", 1, 0),
        RECORDED_TWO("ADD(FIRST, OWN); ADD(SECOND, OWN)", 2, 0),
        INSERTED("ADD(FIRST, '5')", 0, 1),
        INSERTED_OF_A_TRANSACTION_TO_COME("ADD(FIRST, '9000000000')", 0, 1),
        INSERTED_BESIDE_ONE_RECORDED("ADD(FIRST, OWN); ADD(SECOND, '5')", 1, 1),
        INSERTED_FOR_ONE_DELETED("DELETE_EVENT; ADD(FIRST, '5')", 0, 1),
        RECORDED_FOR_ONE_DELETED("DELETE_EVENT; ADD(FIRST, OWN)", 1, 0),
        INSERTED_WITHOUT_TRANSACTION(
                "alter table holdfast.audit_event alter tx_id drop not null; ADD(FIRST, NULL)", 0, 1),
        INSERTED_TWICE(
                "alter table holdfast.audit_event drop constraint audit_event_pkey; ADD(FIRST, '5'); ADD(FIRST, '5')",
                0,
                2),
        RECORDED_AND_INSERTED_UNDER_ITS_ID(
                "alter table holdfast.audit_event drop constraint audit_event_pkey; ADD(FIRST, OWN); ADD(FIRST, '5')",
                1,
                1),
        LEAF_ENTRY_GONE("delete from holdfast.audit_leaf where leaf_index = 7", 0, 1),
        LEAF_ENTRY_OF_ANOTHER(
                "alter table holdfast.audit_leaf drop constraint audit_leaf_event;"
                        + " update holdfast.audit_leaf set event_id = OTHER where leaf_index = 7",
                0,
                1),
        INSERTED_WITH_AN_ENTRY_OUTSIDE_THE_TREE(
                "alter table holdfast.audit_leaf drop constraint audit_leaf_index; ADD(FIRST, '5');"
                        + " insert into holdfast.audit_leaf values (-1, FIRST)",
                0,
                1),
        INSERTED_WITH_AN_ENTRY_WITHOUT_PLACE(
                "alter table holdfast.audit_leaf drop constraint audit_leaf_pkey, alter leaf_index drop not null;"
                        + " ADD(FIRST, '5'); insert into holdfast.audit_leaf values (null, FIRST)",
                0,
                1),
        SEALED_MEANWHILE("ADD(FIRST, OWN); insert into holdfast.audit_leaf values (300, FIRST)", 0, 0),
        SEALED_SNAPSHOT_SET_BACK("update holdfast.audit_tree set snapshot = '3:3:'; ADD(FIRST, '5')", 1, 0),
        SWEEPING("update holdfast.audit_tree set sweeping = true; ADD(FIRST, '5')", 1, 0);

        private final String sql;
        private final int pending;
        private final int inserted;

        Change(String sql, int pending, int inserted) {
            this.sql = sql;
            this.pending = pending;
            this.inserted = inserted;
        }
    }

    @ParameterizedTest
    @EnumSource(Change.class)
    void look_changedBehindTheWalk_seesEachEventWithoutALeaf(Change change) throws SQLException {
        after(change.sql, connection -> {
            Findings findings = new Findings();
            Pending pending = unsealed.look(connection, new MissingEvents(), findings);
            assertThat(pending.events()).isEqualTo(change.pending);
            assertThat(pending.oldest() == null).isEqualTo(change.pending == 0);
            assertThat(findings.isEmpty()).isEqualTo(change.inserted == 0);
            if (change.inserted > 0) {
                assertThat(findings.verdict(false).findings())
                        .hasSize(change.inserted)
                        .allMatch(finding -> finding.kind() == SealFinding.Kind.INSERTED);
            }
        });
    }

    /** Else every verification would ask each event for its leaf, and nothing but its speed would tell. */
    @Test
    void pending_nothingButRecordedAndSealed_isToldWithoutAskingEachEvent() throws SQLException {
        for (Change change : List.of(Change.NOTHING, Change.RECORDED, Change.RECORDED_TWO, Change.SEALED_MEANWHILE)) {
            after(
                    change.sql,
                    connection -> assertThat(balance.pending(connection, archived()))
                            .map(Pending::events)
                            .as(change.name())
                            .contains((long) change.pending));
        }
    }

    /** The harness shows what it is for: counting the two sides is deceived where their sums are not. */
    @Test
    void pending_oneForAnother_isSeenByTheSumsAndNotByTheCounts() throws SQLException {
        for (Change change : List.of(
                Change.INSERTED_FOR_ONE_DELETED,
                Change.LEAF_ENTRY_OF_ANOTHER,
                Change.RECORDED_AND_INSERTED_UNDER_ITS_ID)) {
            String deceived =
                    change == Change.RECORDED_AND_INSERTED_UNDER_ITS_ID ? change.sql + "; DELETE_EVENT" : change.sql;
            after(deceived, connection -> {
                assertThat(isBalancedByCounts(connection)).as(change.name()).isTrue();
                assertThat(balance.pending(connection, archived()))
                        .as(change.name())
                        .isEmpty();
            });
        }
    }

    @Test
    void look_monthArchived_asksItsEventsAndBalancesTheOthers() throws SQLException {
        String gone = "delete from holdfast.audit_event";
        YearMonth month = month();
        after(gone + "; ADD(FIRST, '5')", connection -> {
            assertThat(balance.pending(connection, archived())).isEmpty();
            assertThat(balance.pending(connection, archived(month)))
                    .map(Pending::events)
                    .contains(0L);
            MissingEvents missing = new MissingEvents();
            for (int leaf = 0; leaf < EVENTS; leaf++) {
                missing.add(events.get(leaf), leaf);
            }
            Findings findings = new Findings();
            assertThat(unsealed.look(connection, missing, findings).events()).isZero();
            assertThat(findings.verdict(false).findings())
                    .containsExactly(new SealFinding(SealFinding.Kind.INSERTED, first, -1, -1));
        });
        after(gone + "; ADD(FIRST, OWN)", connection -> {
            MissingEvents missing = new MissingEvents();
            missing.add(events.get(0), 0);
            Pending pending = unsealed.look(connection, missing, new Findings());
            assertThat(pending.events()).isEqualTo(1);
            assertThat(pending.oldest()).isNotNull();
        });
    }

    /** Takes part in a change. */
    @FunctionalInterface
    private interface Look {
        void at(Connection connection) throws SQLException;
    }

    private void after(String change, Look look) throws SQLException {
        try (Connection connection = fixture.audit().database().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set local session_replication_role = replica; " + filled(change));
            look.at(connection);
            connection.rollback();
        }
    }

    private String filled(String change) {
        String columns = LeafColumn.select("e").replace("e.id, ", "");
        String add = "insert into holdfast.audit_event (id, " + columns.replace("e.", "") + ") select $1, "
                + columns.replace("e.tx_id", "($2)::text::xid8") + " from sample e";
        return ADD.matcher(change)
                .replaceAll(call -> Matcher.quoteReplacement(
                        add.replace("$1", call.group(1)).replace("$2", call.group(2))))
                .replace("DELETE_EVENT", "delete from holdfast.audit_event where id = EVENT")
                .replaceAll("\\bOWN\\b", "pg_current_xact_id()")
                .replaceAll("\\bFIRST\\b", "'" + first + "'")
                .replaceAll("\\bSECOND\\b", "'" + second + "'")
                .replaceAll("\\bEVENT\\b", "'" + events.get(7) + "'")
                .replaceAll("\\bOTHER\\b", "'" + events.get(9) + "'");
    }

    private static boolean isBalancedByCounts(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select (select count(*) from holdfast.audit_event)"
                        + " = (select count(*) from holdfast.audit_leaf) + (select count(*) from holdfast.audit_event e"
                        + " where e.tx_id = pg_current_xact_id_if_assigned())")) {
            return row.next() && row.getBoolean(1);
        }
    }

    private YearMonth month() {
        return YearMonth.from(fixture.clock().instant().atOffset(ZoneOffset.UTC));
    }

    private static ArchivedSpans archived(YearMonth... months) {
        return ArchivedSpans.of(Namespace.defaults(), List.of(months));
    }
}
