package dev.holdfast.examples.benchmarks.recording;

import static dev.holdfast.examples.benchmarks.recording.RecorderContestant.acknowledged;

import dev.holdfast.examples.benchmarks.audit.Act;
import dev.holdfast.examples.benchmarks.audit.AuditAppends;
import dev.holdfast.examples.benchmarks.audit.AuditTables;
import dev.holdfast.examples.benchmarks.harness.Contest;
import dev.holdfast.examples.benchmarks.harness.Contestant;
import dev.holdfast.examples.benchmarks.harness.Goal;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** One event a call, forced to the local disk before the call returns; each call is timed. */
public final class Journals {
    private static final int OPERATIONS = 25_600;
    private static final int ALONE = 800;
    private static final int RECORD_BYTES = 4096;

    private Journals() {}

    /**
     * Callers that share a force. The database is away, so that the spool has nothing else to do than the loop has beside it;
     * what it has acknowledged, its status tells.
     */
    public static Contest shared(TestDatabase database, Scale scale, int threads) throws IOException {
        SpoolFolder folder = SpoolFolder.make();
        GroupCommit group = new GroupCommit(JournalFile.in(folder, "group"));
        SilentDataSource silent = new SilentDataSource();
        Recording spool = Recording.spooled(silent, Recording.patient().withCloseWithin(Duration.ZERO), silent);
        return new Contest(
                        "event in a local journal",
                        Goal.ratio(0.85),
                        threads,
                        scale.perThread(OPERATIONS, threads),
                        List.of(
                                new ByHand("group commit by hand", group::records, () -> {
                                    HandRows rows = new HandRows("hand", ByteBuffer.allocate(RECORD_BYTES));
                                    return () -> group.append(record(rows));
                                }),
                                new Spooled("Holdfast SpooledRecorder, database away", spool)))
                .timed()
                .on(() -> {
                    group.close();
                    folder.close();
                });
    }

    /** One caller: what is to be waited for is one force, or one commit. */
    public static Contest unsaturated(TestDatabase database, Scale scale, int threads) throws Exception {
        AuditTables.create(database);
        SpoolFolder folder = SpoolFolder.make();
        JournalFile file = JournalFile.in(folder, "alone");
        return new Contest(
                        "acknowledged event, unsaturated",
                        Goal.tail(3),
                        threads,
                        scale.perThread(ALONE, threads),
                        List.of(
                                new ByHand("write and force by hand", file::records, () -> {
                                    HandRows rows = new HandRows("hand", ByteBuffer.allocate(RECORD_BYTES));
                                    return () -> file.append(record(rows), 1);
                                }),
                                AuditAppends.bare(database),
                                acknowledged(
                                        "Holdfast AsyncRecorder",
                                        database,
                                        Recording.async(database, Recording.patient())),
                                acknowledged(
                                        "Holdfast SpooledRecorder",
                                        database,
                                        Recording.spooled(database, Recording.patient()))))
                .timed()
                .on(() -> {
                    file.close();
                    folder.close();
                });
    }

    private static ByteBuffer record(HandRows rows) {
        ByteBuffer bytes = rows.bytes().clear();
        rows.add();
        return bytes.flip();
    }

    private record ByHand(String name, LongSupplier count, Callable<Contestant.Worker> opening) implements Contestant {
        @Override
        public Worker worker(int thread) throws Exception {
            return opening.call();
        }

        @Override
        public long effects() {
            return count.getAsLong();
        }
    }

    private record Spooled(String name, Recording recording) implements Contestant {
        @Override
        public Worker worker(int thread) {
            Act act = Act.of("spooled");
            return () -> {
                var unused = recording.record(act.event()).toCompletableFuture().get();
            };
        }

        @Override
        public long effects() {
            return recording.waiting().getAsLong();
        }

        @Override
        public void close() throws SQLException {
            recording.close();
        }
    }

    /** A database that does not answer until the contest is over. */
    private static final class SilentDataSource extends AbstractDataSource implements Closeable {
        private final CountDownLatch end = new CountDownLatch(1);

        @Override
        public Connection getConnection() throws SQLException {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new SQLException("the database is away", "08001");
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }

        @Override
        public void close() {
            end.countDown();
        }
    }
}
