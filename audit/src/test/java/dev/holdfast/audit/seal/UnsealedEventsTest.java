package dev.holdfast.audit.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.seal.internal.TreeStore;
import dev.holdfast.audit.seal.internal.TreeStore.TreeState;
import dev.holdfast.audit.seal.internal.TreeStore.TreeState.Progress;
import dev.holdfast.core.Namespace;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the sealer reads for a batch is as much as the batch, counted in the server's blocks. */
class UnsealedEventsTest {
    private static final int BATCH = 200;
    /** Some ten blocks of events, and of indexes a way down for each month. */
    private static final int BLOCKS = 80;

    private static final int MANY = 20_000;

    private final TreeStore store = new TreeStore(Namespace.defaults());
    private final UnsealedEvents unsealed = new UnsealedEvents(Namespace.defaults());
    private SealFixture fixture;
    private UUID first;

    @BeforeEach
    void open() throws SQLException {
        fixture = new SealFixture();
        first = fixture.append(1).get(0);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void read_roundBegins_passesOverNothingThatIsSealed() throws SQLException {
        add("a", MANY);
        sealAll();
        add("b", BATCH);
        assertThat(blocksOfABatch(null)).isBetween(1L, (long) BLOCKS);
    }

    @Test
    void read_roundGoesOn_passesOverNothingThatItHasSealed() throws SQLException {
        add("a", MANY);
        List<UUID> all = new ArrayList<>();
        assertThat(blocks(MANY, null, all)).as("the measure sees what is read").isGreaterThan(4L * BLOCKS);
        assertThat(blocksOfABatch(all.get(MANY - BATCH - 1))).isBetween(1L, (long) BLOCKS);
    }

    /** To the planner the log is as it was when the statistics were taken, and nothing is to come. */
    @Test
    void read_backlogBehindTheStatistics_readsTheBatchAlone() throws SQLException {
        add("a", 100);
        sealAll();
        fixture.audit().database().execute("analyze holdfast.audit_event");
        add("b", MANY);
        assertThat(blocksOfABatch(null)).isBetween(1L, (long) BLOCKS);
    }

    private long blocksOfABatch(UUID reached) throws SQLException {
        List<UUID> taken = new ArrayList<>();
        long blocks = blocks(BATCH, reached, taken);
        assertThat(taken).hasSize(BATCH).isSorted();
        return blocks;
    }

    /** How many blocks of events and their indexes the reading of some took. */
    private long blocks(int limit, UUID reached, List<UUID> taken) throws SQLException {
        try (Connection connection = fixture.audit().database().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            TreeState state = store.lock(connection).orElseThrow();
            Progress sealed = state.progress();
            String tx = reached == null ? null : txOf(statement, reached);
            Progress round = new Progress(sealed.snapshot(), store.snapshot(connection), tx, reached);
            TreeState begun = new TreeState(state.size(), true, round, false, false);
            long before = blocks(statement);
            unsealed.read(connection, begun, limit, row -> taken.add(row.id()));
            return blocks(statement) - before;
        }
    }

    private static String txOf(Statement statement, UUID event) throws SQLException {
        try (ResultSet row =
                statement.executeQuery("select tx_id from holdfast.audit_event where id = '" + event + "'")) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    private static long blocks(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select sum(pg_stat_get_xact_blocks_fetched(oid)) from pg_class"
                + " where relkind in ('r', 'i') and relname like 'audit_event%'")) {
            assertThat(row.next()).isTrue();
            return row.getLong(1);
        }
    }

    /** Copies of the first event, in one transaction, with ids of their own that ascend with the letter. */
    private void add(String letter, int events) throws SQLException {
        List<String> columns = fixture.audit()
                .database()
                .queryStrings("select column_name::text from information_schema.columns where table_schema = 'holdfast'"
                        + " and table_name = 'audit_event' and column_name not in ('id', 'tx_id') order by 1");
        String others = String.join(", ", columns);
        fixture.audit()
                .database()
                .execute("insert into holdfast.audit_event (id, " + others + ") select overlay(id::text placing '"
                        + letter + "' || lpad(to_hex(n), 11, '0') from 25)::uuid, " + others
                        + " from holdfast.audit_event cross join generate_series(1, " + events + ") n where id = '"
                        + first + "'");
    }

    private void sealAll() {
        AuditSeals seals = fixture.seals(10_000);
        while (seals.seal() instanceof SealResult.Sealed sealed && sealed.more()) {
            assertThat(sealed.events()).isPositive();
        }
    }
}
