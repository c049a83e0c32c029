package dev.holdfast.examples.benchmarks.sealing;

import dev.holdfast.examples.benchmarks.harness.Contest;
import dev.holdfast.examples.benchmarks.harness.Contestant;
import dev.holdfast.examples.benchmarks.harness.Goal;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.examples.benchmarks.recording.BulkRecords;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The same work on logs of different sizes: what an event costs should not grow with the log. The logs are filled and
 * sealed once, by the first of the contests; the last one, exporting, closes them.
 */
public final class Growth {
    private static final int BATCH = 10_000;
    private static final int RECORDED = 5_000;
    /** Level, as far as a machine can tell that others use as well. */
    private static final double LEVEL = 1.25;

    private final List<FilledLog> logs = new ArrayList<>();
    private final List<Integer> sizes = new ArrayList<>();

    /** Recording in bulk. */
    public Contest recording(TestDatabase database, Scale scale, int threads) throws Exception {
        fill(database, scale);
        int batch = scale.size(RECORDED);
        List<Contestant> contestants = new ArrayList<>();
        for (int i = 0; i < logs.size(); i++) {
            contestants.add(BulkRecords.recorder(name(i), logs.get(i).database(), batch));
        }
        return level("record in bulk, by the log's size", threads, contestants).ofUnits(batch);
    }

    /** Sealing one batch behind the others. */
    public Contest sealing(TestDatabase database, Scale scale, int threads) throws Exception {
        fill(database, scale);
        List<Contestant> contestants = new ArrayList<>();
        for (int i = 0; i < logs.size(); i++) {
            logs.get(i).sealAll();
            contestants.add(new NextBatch(name(i), logs.get(i), scale.size(BATCH)));
        }
        return level("seal a batch, by the log's size", threads, contestants).ofUnits(scale.size(BATCH));
    }

    /** Verifying the whole log in little memory. */
    public Contest verifying(TestDatabase database, Scale scale, int threads) throws Exception {
        fill(database, scale);
        return level("verify, by the log's size", threads, readers(LogProgram.VERIFY));
    }

    /** Exporting the whole log in little memory. */
    public Contest exporting(TestDatabase database, Scale scale, int threads) throws Exception {
        fill(database, scale);
        List<FilledLog> filled = List.copyOf(logs);
        Contest contest = level("export as NDJSON, by the log's size", threads, readers(LogProgram.EXPORT));
        logs.clear();
        sizes.clear();
        return contest.on(() -> filled.forEach(FilledLog::drop));
    }

    private List<Contestant> readers(String task) throws Exception {
        List<Contestant> contestants = new ArrayList<>();
        for (int i = 0; i < logs.size(); i++) {
            logs.get(i).sealAll();
            contestants.add(ForkedReader.start(name(i), task, logs.get(i), logs.get(0)));
        }
        return contestants;
    }

    private Contest level(String name, int threads, List<Contestant> contestants) {
        return new Contest(name, Goal.processor(LEVEL), threads, 1, contestants);
    }

    private String name(int log) {
        String size = String.format(Locale.ROOT, "log of %,d", sizes.get(log));
        return log == 0 ? size : "Holdfast, " + size;
    }

    private void fill(TestDatabase database, Scale scale) throws Exception {
        if (!logs.isEmpty()) {
            return;
        }
        for (int size : scale.growth()) {
            FilledLog log = FilledLog.in(database.server().createDatabase(), scale.size(BATCH));
            logs.add(log);
            sizes.add(size);
            log.grow(size);
        }
    }

    /** Seals the batch that was added after the turn before. */
    private static final class NextBatch implements Contestant {
        private final String name;
        private final FilledLog log;
        private final int batch;
        private long right;

        private NextBatch(String name, FilledLog log, int batch) throws Exception {
            this.name = name;
            this.log = log;
            this.batch = batch;
            log.add(batch);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Worker worker(int thread) {
            return () -> right += log.seal() == batch ? 1 : 0;
        }

        /** A full batch leaves its round open, to be ended by one that finds nothing more. */
        @Override
        public void settle() throws Exception {
            log.sealAll();
            log.add(batch);
        }

        @Override
        public long effects() {
            return right;
        }
    }
}
