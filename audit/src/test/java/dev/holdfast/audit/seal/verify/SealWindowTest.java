package dev.holdfast.audit.seal.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.record.internal.write.PlainConnections;
import dev.holdfast.audit.seal.AuditSeals;
import dev.holdfast.audit.seal.SealFixture;
import dev.holdfast.audit.seal.SealResult;
import dev.holdfast.audit.seal.leaf.LeafColumn;
import dev.holdfast.audit.seal.verify.SealFinding.Kind;
import dev.holdfast.audit.seal.verify.SealVerdict.Broken;
import dev.holdfast.core.tx.TransactionRunner;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A log larger than what is read at once, sealed with and without COPY: nothing is lost where two windows meet. The last
 * event has an id before all others, so that the range of the second window's ids holds the first window's events.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SealWindowTest {
    private static final int EDGE = LeafWindow.LEAVES;
    private static final int BEHIND = 300;

    private SealFixture fixture;
    private List<UUID> events;

    @BeforeAll
    void seal() throws SQLException {
        fixture = new SealFixture();
        UUID first = fixture.append(1).get(0);
        String columns = LeafColumn.select("e").replace("e.id, ", "").replace("e.tx_id, ", "");
        fixture.audit()
                .database()
                .execute("insert into holdfast.audit_event (id, " + columns.replace("e.", "")
                        + ") select overlay(e.id::text placing lpad(to_hex(n), 12, '0') from 25)::uuid, " + columns
                        + " from holdfast.audit_event e cross join generate_series(1, " + (EDGE + BEHIND - 1)
                        + ") n where e.id = '" + first + "'");
        fixture.audit()
                .database()
                .execute("insert into holdfast.audit_event (id, " + columns.replace("e.", "")
                        + ") select overlay(e.id::text placing '000000000000' from 25)::uuid, " + columns
                        + " from holdfast.audit_event e where e.id = '" + first + "'");
        DataSource plain = PlainConnections.over(fixture.audit().database().dataSource());
        // A full batch leaves its round open: the next one goes on where it ended, by the other way of reading and
        // writing.
        assertThat(fixture.seals(9_000).seal()).isInstanceOf(SealResult.Sealed.class);
        AuditSeals byCursor = fixture.seals(TransactionRunner.over(plain), 9_000);
        while (byCursor.seal() instanceof SealResult.Sealed sealed && sealed.events() > 0) {
            assertThat(sealed.events()).isLessThanOrEqualTo(9_000);
        }
        events = fixture.sealed();
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    @Test
    void verify_untouched_isSealedByCopyAndByCursor() throws SQLException {
        assertThat(events).hasSize(EDGE + BEHIND + 1).doesNotHaveDuplicates();
        assertThat(events.get(EDGE + BEHIND))
                .as("far from its neighbours")
                .isEqualTo(events.stream().min(UUID::compareTo).orElseThrow());
        DataSource direct = fixture.audit().database().dataSource();
        assertThat(verdict(direct)).isInstanceOf(SealVerdict.Sealed.class);
        assertThat(verdict(PlainConnections.over(direct))).isInstanceOf(SealVerdict.Sealed.class);
    }

    @Test
    void verify_changedOnBothSidesOfAnEdgeAndFarAway_namesAll() throws SQLException {
        DataSource direct = fixture.audit().database().dataSource();
        Broken broken = (Broken) verdict(
                direct,
                "update holdfast.audit_event set actor_id = 'x' where id in ('" + events.get(EDGE - 1) + "', '"
                        + events.get(EDGE) + "', '" + events.get(EDGE + BEHIND) + "')",
                "delete from holdfast.audit_event where id = '" + events.get(EDGE + 1) + "'");
        assertThat(broken.findings())
                .containsExactly(
                        SealFinding.of(Kind.CHANGED, events.get(EDGE - 1), EDGE - 1),
                        SealFinding.of(Kind.CHANGED, events.get(EDGE), EDGE),
                        SealFinding.of(Kind.CHANGED, events.get(EDGE + BEHIND), EDGE + BEHIND),
                        SealFinding.of(Kind.DELETED, events.get(EDGE + 1), EDGE + 1));
    }

    @Test
    void verify_tileBehindAnEdgeGone_isNamed() throws SQLException {
        Broken broken = (Broken) verdict(
                fixture.audit().database().dataSource(),
                "delete from holdfast.audit_tile where level = 0 and tile_index = " + LeafWindow.TILES);
        assertThat(broken.findings()).extracting(SealFinding::kind).containsOnly(Kind.TILE_FORGED);
        assertThat(broken.findings()).contains(SealFinding.of(Kind.TILE_FORGED, EDGE, EDGE + 256));
    }

    private SealVerdict verdict(DataSource source, String... attack) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set local session_replication_role = replica");
            for (String sql : attack) {
                statement.execute(sql);
            }
            SealVerdict verdict = new SealVerifier(
                            fixture.log(), fixture.signer().key())
                    .verify(DSL.using(connection, SQLDialect.POSTGRES), List.of());
            connection.rollback();
            return verdict;
        }
    }
}
