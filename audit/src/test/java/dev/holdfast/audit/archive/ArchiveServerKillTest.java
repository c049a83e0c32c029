package dev.holdfast.audit.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.AuditFixture;
import dev.holdfast.audit.archive.format.ArchiveVerdict.Intact;
import dev.holdfast.audit.archive.store.ArchiveStore;
import dev.holdfast.audit.seal.SealFixture;
import dev.holdfast.audit.seal.verify.SealVerdict;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.ServerOptions;
import dev.holdfast.testkit.race.Rounds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The server killed, or its sessions ended, at a random place of archiving: within a transaction, before and behind its
 * commit, before a detachment, while a file is written. No month is half archived, and the next run finishes it.
 */
class ArchiveServerKillTest {
    private static final int PUBLISHED = 120;

    private final Map<String, Integer> disturbances = new TreeMap<>();
    private final List<Long> recoveries = new ArrayList<>();

    private EmbeddedPostgres server;
    private ArchiveFixture fixture;
    private int round;
    private int placesPassed;
    private int struckAt;
    private long added;

    @Test
    @Timeout(1800)
    void run_serverKilledOrSessionsEnded_losesNothingAndIsFinishedByTheNext(@TempDir Path directory)
            throws SQLException, IOException {
        int rounds = Math.max(2, Rounds.of(PUBLISHED) / 3);
        try (EmbeddedPostgres own = EmbeddedPostgres.start(ServerOptions.durable())) {
            server = own;
            fixture = new ArchiveFixture(directory, new SealFixture(AuditFixture.create(own)));
            addOneEach();
            cycle(disturbed());
            // A calm round tells how many places there are.
            int places = placesPassed;
            check();
            for (round = 0; round < rounds; round++) {
                bringBackWithOneMore();
                placesPassed = 0;
                struckAt = 1 + ThreadLocalRandom.current().nextInt(places);
                strike();
                check();
            }
        }
        LongSummaryStatistics times =
                recoveries.stream().mapToLong(Long::longValue).summaryStatistics();
        System.out.println("while archiving: " + disturbances + "; archived again within " + times.getMin() + " to "
                + times.getMax() + " ms");
        assertThat(disturbances.values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(rounds);
    }

    private void strike() {
        try {
            cycle(disturbed());
            if (placesPassed < struckAt) {
                // Fewer places than in the calm round: struck behind the last.
                placesPassed = struckAt - 1;
                pass();
            }
        } catch (DatabaseException | ArchiveException struck) {
            assertThat(placesPassed).as("struck by nobody: %s", struck).isGreaterThanOrEqualTo(struckAt);
        }
        struckAt = 0;
    }

    private void cycle(AuditArchive archive) {
        assertThat(archive.run()).isNotNull();
        assertThat(archive.bringBack(fixture.month())).isNotNull();
    }

    private List<YearMonth> months() {
        return List.of(fixture.month(), fixture.next());
    }

    /** One late event a month: each month is archived anew. */
    private void addOneEach() {
        added++;
        months().forEach(month -> fixture.append(month, 1, event -> event));
        fixture.seal().append(1);
        fixture.sealAll();
    }

    private void bringBackWithOneMore() throws SQLException {
        for (YearMonth month : months()) {
            assertThat(fixture.archive().bringBack(month)).isInstanceOf(ArchiveResult.Moved.class);
            assertThat(fixture.archive().release(month)).isInstanceOf(ArchiveResult.Moved.class);
        }
        addOneEach();
        // Sent back, since the archive lacks the new event: what is struck next is every step of archiving.
        fixture.run();
        for (YearMonth month : months()) {
            assertThat(fixture.state(month)).isEqualTo("ELIGIBLE");
        }
    }

    private void check() throws SQLException, IOException {
        assertThat(fixture.verdict()).as("at place %s", placesPassed).isNotInstanceOf(SealVerdict.Broken.class);
        for (YearMonth month : months()) {
            long rows = fixture.rows(month);
            assertThat(rows).as("half of " + month).isIn(0L, added);
            if (rows == 0) {
                assertThat(fixture.archived(month)).as("in neither place").isInstanceOf(Intact.class);
                assertThat(fixture.opened(month).leaves().events()).isEqualTo(added);
            }
        }
        long start = System.nanoTime();
        fixture.sealAll();
        fixture.run();
        if (fixture.state(fixture.month()).equals("RETURNED")) {
            assertThat(fixture.archive().release(fixture.month())).isInstanceOf(ArchiveResult.Moved.class);
            fixture.run();
        }
        recoveries.add(Duration.ofNanos(System.nanoTime() - start).toMillis());
        for (YearMonth month : months()) {
            assertThat(fixture.state(month)).isEqualTo("DROPPED");
        }
        fixture.sealAll();
        assertThat(fixture.verdict())
                .isInstanceOfSatisfying(
                        SealVerdict.Sealed.class,
                        whole -> assertThat(whole.archived()).isEqualTo(2 * added));
    }

    /** An archive that passes by many places. */
    private AuditArchive disturbed() {
        TransactionRunner plain = fixture.audit().runner();
        TransactionRunner runner = work -> {
            plain.run(tx -> {
                pass();
                work.accept(tx);
                pass();
            });
            pass();
        };
        return fixture.archive(runner, connections(), new PassedStore(fixture.store(), this));
    }

    private DataSource connections() {
        PGSimpleDataSource connections = new PGSimpleDataSource() {
            private static final long serialVersionUID = 1L;

            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                pass();
                return connection;
            }
        };
        connections.setUrl(fixture.audit().database().jdbcUrl());
        connections.setUser(fixture.audit().database().user());
        connections.setPassword(fixture.audit().database().password());
        return connections;
    }

    private void pass() {
        placesPassed++;
        if (placesPassed == struckAt) {
            disturbances.merge(disturb(), 1, Integer::sum);
        }
    }

    private String disturb() {
        if (round % 2 == 0) {
            server.kill();
            server.restart();
            return "postmaster killed";
        }
        try {
            fixture.audit()
                    .database()
                    .execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                            + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return "sessions ended";
    }

    /** Passes by within and behind each write. */
    private record PassedStore(ArchiveStore store, ArchiveServerKillTest test) implements ArchiveStore {
        @Override
        public void write(String name, Content content) throws IOException {
            store.write(name, out -> {
                test.pass();
                content.writeTo(out);
            });
            test.pass();
        }

        @Override
        public InputStream read(String name) throws IOException {
            return store.read(name);
        }

        @Override
        public void delete(String name) throws IOException {
            store.delete(name);
        }

        @Override
        public List<String> list() throws IOException {
            return store.list();
        }
    }
}
