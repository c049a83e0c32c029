package dev.holdfast.migration.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.migration.record.ChainCheck.Broken;
import dev.holdfast.migration.record.ChainCheck.Intact;
import dev.holdfast.testkit.process.ForkedJvm;
import dev.holdfast.testkit.race.Rounds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes and threads that keep records in one folder at once make one chain. */
class FolderLedgerRaceTest {
    private static final int PROCESSES = 2;
    private static final int THREADS = 4;
    private static final int RECORDS = 10;

    @TempDir
    Path folders;

    /** Waits for a line, then keeps records from several threads, each with a ledger of its own. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws Exception {
            System.out.println("ready");
            if (System.in.read() < 0) {
                return;
            }
            atOnce(Path.of(arguments[0]), folder -> {
                RunLedger ledger = RunLedger.folder(folder);
                for (int number = 0; number < RECORDS; number++) {
                    System.out.println(
                            "kept " + ledger.append(SampleRuns.small(number)).head());
                }
            });
        }
    }

    @Test
    void append_twoProcessesOfFourThreads_oneChain() {
        int rounds = Rounds.of(20);
        for (int round = 0; round < rounds; round++) {
            Path folder = folders.resolve("runs-" + round);
            List<String> told = race(folder);

            RunLedger ledger = RunLedger.folder(folder);
            assertThat(ledger.verify()).isInstanceOf(Intact.class);
            assertThat(ledger.read()).hasSize(PROCESSES * THREADS * RECORDS);
            assertThat(told)
                    .containsExactlyInAnyOrderElementsOf(ledger.read().stream()
                            .map(kept -> kept.head().toString())
                            .toList());
        }
    }

    /** The same without the lock breaks, so the race is one. */
    @Test
    void append_threadsWithoutTheLock_breakTheChain() throws Exception {
        boolean broken = false;
        for (int round = 0; round < 50 && !broken; round++) {
            Path folder = Files.createDirectory(folders.resolve("naive-" + round));
            atOnce(folder, FolderLedgerRaceTest::naive);
            broken = RunLedger.folder(folder).verify() instanceof Broken;
        }
        assertThat(broken).isTrue();
    }

    private static void naive(Path folder) {
        RunFiles files = new RunFiles(folder, step -> {});
        try {
            for (int number = 0; number < RECORDS; number++) {
                List<Path> records = files.content().records();
                ChainHead head = records.isEmpty()
                        ? ChainHead.NONE
                        : Kept.read(RunFiles.document(records.get(records.size() - 1)))
                                .head();
                String document = Kept.document(
                        head, SampleRuns.small((int) Thread.currentThread().getId()));
                files.write(RunFiles.name(Kept.read(document)), document);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> race(Path folder) {
        List<ForkedJvm> processes = new ArrayList<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                processes.add(ForkedJvm.start(Writer.class, folder.toString()));
            }
            processes.forEach(process -> assertThat(process.expectLine("ready")).isEmpty());
            processes.forEach(process -> process.send("go"));
            return processes.stream()
                    .flatMap(process -> process.readLines().stream())
                    .filter(line -> line.startsWith("kept "))
                    .map(line -> line.substring("kept ".length()))
                    .toList();
        } finally {
            processes.forEach(process -> {
                assertThat(process.waitFor(Duration.ofSeconds(30))).isTrue();
                process.close();
            });
        }
    }

    private static void atOnce(Path folder, Consumer<Path> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        CyclicBarrier start = new CyclicBarrier(THREADS);
        try {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                all.add(CompletableFuture.runAsync(
                        () -> {
                            await(start);
                            work.accept(folder);
                        },
                        threads));
            }
            CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0])).join();
        } finally {
            threads.shutdown();
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            int unused = barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
