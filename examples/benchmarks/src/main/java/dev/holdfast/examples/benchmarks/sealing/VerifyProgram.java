package dev.holdfast.examples.benchmarks.sealing;

import com.sun.management.GarbageCollectionNotificationInfo;
import dev.holdfast.audit.seal.SealVerdict;
import dev.holdfast.audit.seal.SealVerifier;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.core.tx.TransactionRunner;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Verifies a log in a JVM of its own, again for each line it is sent, and prints the verdict and the largest heap that
 * was left after a garbage collection so far. Prints a line now and then meanwhile, to show that it is at work.
 */
final class VerifyProgram {
    /** How a line of the result begins. */
    static final String VERDICT = "verdict ";

    private static final int BATCH = 10_000;
    private static final int SIGN_OF_LIFE_SECONDS = 10;

    private VerifyProgram() {}

    /** Arguments: JDBC URL, user, password, the log's public key. */
    public static void main(String[] args) throws IOException {
        AtomicLong heap = largestHeap();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        NoteKey key = NoteKey.parse(args[3]).orElseThrow();
        SealVerifier verifier = new SealVerifier(FilledLog.log(BATCH), key);
        SingleConnectionDataSource kept = new SingleConnectionDataSource(args[0], args[1], args[2], true);
        TransactionRunner runner = TransactionRunner.over(kept);
        ScheduledExecutorService life = Executors.newSingleThreadScheduledExecutor();
        var unused = life.scheduleAtFixedRate(
                () -> out.println("at work"), SIGN_OF_LIFE_SECONDS, SIGN_OF_LIFE_SECONDS, TimeUnit.SECONDS);
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            while (in.readLine() != null) {
                SealVerdict verdict = runner.call(tx -> verifier.verify(tx, List.of()));
                out.println(VERDICT + verdict.getClass().getSimpleName() + " " + heap);
            }
        } finally {
            kept.destroy();
            life.shutdownNow();
        }
    }

    private static AtomicLong largestHeap() {
        AtomicLong largest = new AtomicLong();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener(
                            (notification, handback) -> {
                                long used = GarbageCollectionNotificationInfo.from(
                                                (CompositeData) notification.getUserData())
                                        .getGcInfo()
                                        .getMemoryUsageAfterGc()
                                        .values()
                                        .stream()
                                        .mapToLong(MemoryUsage::getUsed)
                                        .sum();
                                long unused = largest.accumulateAndGet(used, Math::max);
                            },
                            null,
                            null);
        }
        return largest;
    }
}
