package dev.holdfast.audit.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.archive.ArchiveResult.Moved;
import dev.holdfast.audit.seal.AuditSeals;
import dev.holdfast.audit.seal.SealResult;
import dev.holdfast.audit.seal.restore.RestoreResult.Declared;
import dev.holdfast.audit.seal.verify.SealVerdict.Sealed;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Events whose transactions, by the ids in their rows, are still to come: they are sealed once, and the sealer asks for the
 * lack of a leaf as long as there are any, and no longer.
 */
class SealedOnceTest {
    private static final int AHEAD = 60;

    private ArchiveFixture fixture;
    private YearMonth month;

    @BeforeEach
    void open(@TempDir Path directory) {
        fixture = new ArchiveFixture(directory);
        month = fixture.month();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void seal_eventsOfAnotherCluster_areSealedOnceAndAskedForNoLonger() throws SQLException {
        long last = appendAhead();
        execute("update holdfast.audit_tree set system_identifier = system_identifier + 1");
        AuditSeals seals =
                new AuditSeals(fixture.audit().runner(), fixture.seal().log(), fixture.signer());
        assertThat(seals.declareRestored(fixture.seal().trail(), "moved", List.of()))
                .isInstanceOf(Declared.class);
        seal();
        assertThat(fixture.seal().sealed()).as("3 and the restore").hasSize(4);
        seal();
        assertThat(asksForLeaves()).isTrue();
        passBy(last);
        fixture.seal().append(1);
        seal();
        assertThat(fixture.seal().sealed()).hasSize(5).doesNotHaveDuplicates();
        assertThat(asksForLeaves()).isFalse();
        assertThat(fixture.verdict()).isInstanceOf(Sealed.class);
    }

    /** While the month is away nothing lies ahead, and the sealer forgets that something did. */
    @Test
    void bringBack_monthOfAnotherCluster_isSealedOnceAndAskedForNoLonger() throws SQLException {
        long last = appendAhead();
        execute("update holdfast.audit_tree set sweeping = true, restored = true");
        seal();
        assertThat(fixture.archive().run()).contains(new Moved(month, ArchiveState.DROPPED));
        seal();
        assertThat(asksForLeaves()).isFalse();
        assertThat(fixture.archive().bringBack(month)).isEqualTo(new Moved(month, ArchiveState.RETURNED));
        assertThat(asksForLeaves()).isTrue();
        passBy(last);
        seal();
        assertThat(fixture.seal().sealed()).doesNotHaveDuplicates();
        assertThat(asksForLeaves()).isFalse();
        assertThat(fixture.verdict()).isInstanceOf(Sealed.class);
    }

    /** What every restart of a scheduler does: an ordinary log never begins to ask. */
    @Test
    void bringBack_monthOfThisCluster_asksForNothing() throws SQLException {
        fixture.filled();
        fixture.run();
        assertThat(fixture.archive().bringBack(month)).isEqualTo(new Moved(month, ArchiveState.RETURNED));
        assertThat(asksForLeaves()).isFalse();
    }

    /** Gives the last of their transactions. */
    private long appendAhead() throws SQLException {
        fixture.append(month, 3);
        execute("update holdfast.audit_event set tx_id = (pg_current_xact_id()::text::bigint + " + AHEAD
                + ")::text::xid8");
        return fixture.audit().database().queryLong("select max(tx_id::text::bigint) from holdfast.audit_event");
    }

    private void passBy(long transaction) throws SQLException {
        while (fixture.audit().database().queryLong("select pg_current_xact_id()::text::bigint") <= transaction) {
            assertThat(asksForLeaves()).isTrue();
        }
    }

    private void seal() {
        SealResult.Sealed batch = (SealResult.Sealed) fixture.sealAll();
        while (batch.more()) {
            batch = (SealResult.Sealed) fixture.sealAll();
        }
    }

    private boolean asksForLeaves() throws SQLException {
        return fixture.audit()
                        .database()
                        .queryLong("select count(*) from holdfast.audit_tree where restored or sweeping")
                > 0;
    }

    private void execute(String sql) throws SQLException {
        fixture.audit().database().execute(sql);
    }
}
