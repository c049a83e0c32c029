package dev.holdfast.examples.benchmarks.sealing;

import com.sun.management.GarbageCollectionNotificationInfo;
import dev.holdfast.audit.AuditFilter;
import dev.holdfast.audit.AuditLog;
import dev.holdfast.audit.export.AuditExport;
import dev.holdfast.audit.export.ExportFormat;
import dev.holdfast.audit.export.ExportRequest;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.verify.SealVerdict;
import dev.holdfast.audit.seal.verify.SealVerifier;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.tx.TransactionRunner;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Goes over a log in a JVM of its own, once for each line it is sent: what to do, JDBC URL, user, password, and the log's
 * public key. Prints how many events that were, and the most that a full garbage collection has left of the heap so far, 0
 * before the first. Prints a line now and then meanwhile, to show that it is at work.
 */
final class LogProgram {
    /** What to do: verify the log, which goes over no event unless all are sealed and intact. */
    static final String VERIFY = "verify";

    /** What to do: write each event as NDJSON. */
    static final String EXPORT = "export";

    /** How a line of the result begins. */
    static final String ANSWER = "answer ";

    private static final String FULL = "end of major GC";
    private static final int BATCH = 10_000;
    private static final int SIGN_OF_LIFE_SECONDS = 10;

    private LogProgram() {}

    /** Ends with its standard input, or with what went wrong. */
    public static void main(String[] args) throws IOException {
        AtomicLong heap = largestHeap();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        ScheduledExecutorService life = Executors.newSingleThreadScheduledExecutor();
        var unused = life.scheduleAtFixedRate(
                () -> out.println("at work"), SIGN_OF_LIFE_SECONDS, SIGN_OF_LIFE_SECONDS, TimeUnit.SECONDS);
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                long events = answer(line.split(" ", -1));
                out.println(ANSWER + events + " " + heap);
            }
        } finally {
            life.shutdownNow();
        }
    }

    private static long answer(String[] order) {
        SingleConnectionDataSource kept = new SingleConnectionDataSource(order[1], order[2], order[3], true);
        try {
            TransactionRunner runner = TransactionRunner.over(kept);
            return order[0].equals(VERIFY)
                    ? verified(runner, NoteKey.parse(order[4]).orElseThrow())
                    : exported(runner);
        } finally {
            kept.destroy();
        }
    }

    private static long verified(TransactionRunner runner, NoteKey key) {
        SealVerifier verifier = new SealVerifier(FilledLog.log(BATCH), key);
        SealVerdict verdict = runner.call(tx -> verifier.verify(tx, List.of()));
        return verdict instanceof SealVerdict.Sealed sealed
                ? sealed.checkpoint().checkpoint().size()
                : 0;
    }

    private static long exported(TransactionRunner runner) {
        AuditExport export = new AuditExport(AuditLog.of(Namespace.defaults()));
        ExportRequest request = ExportRequest.of(AuditFilter.any(), ExportFormat.ndjson());
        Lines lines = new Lines();
        var unused = runner.call(tx -> export.write(tx, request, lines));
        return lines.count;
    }

    private static AtomicLong largestHeap() {
        Set<String> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getName)
                .collect(Collectors.toSet());
        AtomicLong largest = new AtomicLong();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener(
                            (notification, handback) -> {
                                CompositeData data = (CompositeData) notification.getUserData();
                                long unused = largest.accumulateAndGet(left(data, pools), Math::max);
                            },
                            null,
                            null);
        }
        return largest;
    }

    /** A collection of the young alone leaves what is old and dead. */
    private static long left(CompositeData notified, Set<String> pools) {
        GarbageCollectionNotificationInfo collection = GarbageCollectionNotificationInfo.from(notified);
        if (!collection.getGcAction().equals(FULL)) {
            return 0;
        }
        return collection.getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
                .filter(pool -> pools.contains(pool.getKey()))
                .map(pool -> pool.getValue())
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }

    /** Counts lines, and forgets them. */
    private static final class Lines extends OutputStream {
        private long count;

        @Override
        public void write(int b) {
            count += b == '\n' ? 1 : 0;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                count += bytes[i] == '\n' ? 1 : 0;
            }
        }
    }
}
