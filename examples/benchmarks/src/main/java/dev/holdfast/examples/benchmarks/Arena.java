package dev.holdfast.examples.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Lets the contestants of a contest take turns, in a shuffled order, and holds each to its result. */
final class Arena {
    private final Meter meter;
    private final int warmUpTurns;
    private final int turns;
    // A fixed seed: the order is mixed, and the same in each run.
    private final Random order = new Random(20261121);

    Arena(Meter meter, int warmUpTurns, int turns) {
        this.meter = meter;
        this.warmUpTurns = warmUpTurns;
        this.turns = turns;
    }

    Standing run(Contest contest) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(contest.threads());
        Map<Contestant, List<Contestant.Worker>> workers = new LinkedHashMap<>();
        try {
            for (Contestant contestant : contest.contestants()) {
                List<Contestant.Worker> own = new ArrayList<>();
                workers.put(contestant, own);
                for (int thread = 0; thread < contest.threads(); thread++) {
                    own.add(contestant.worker(thread));
                }
            }
            List<Map<Contestant, Meter.Turn>> measured = new ArrayList<>();
            for (int turn = 0; turn < warmUpTurns + turns; turn++) {
                Map<Contestant, Meter.Turn> round = round(contest, workers, pool);
                if (turn >= warmUpTurns) {
                    measured.add(round);
                }
            }
            verify(contest);
            return Standing.of(contest, measured);
        } finally {
            for (List<Contestant.Worker> own : workers.values()) {
                for (Contestant.Worker worker : own) {
                    worker.close();
                }
            }
            pool.shutdown();
        }
    }

    private Map<Contestant, Meter.Turn> round(
            Contest contest, Map<Contestant, List<Contestant.Worker>> workers, ExecutorService pool)
            throws Exception {
        List<Contestant> shuffled = new ArrayList<>(contest.contestants());
        Collections.shuffle(shuffled, order);
        Map<Contestant, Meter.Turn> round = new LinkedHashMap<>();
        for (Contestant contestant : shuffled) {
            Meter.Reading before = meter.read();
            List<Callable<Void>> tasks = new ArrayList<>();
            for (Contestant.Worker worker : workers.getOrDefault(contestant, List.of())) {
                tasks.add(() -> {
                    for (int i = 0; i < contest.operationsPerThread(); i++) {
                        worker.run();
                    }
                    return null;
                });
            }
            for (Future<Void> done : pool.invokeAll(tasks)) {
                done.get();
            }
            round.put(contestant, before.until(meter.read()));
        }
        return round;
    }

    private void verify(Contest contest) throws Exception {
        long expected = (long) contest.operationsPerThread() * contest.threads() * (warmUpTurns + turns);
        for (Contestant contestant : contest.contestants()) {
            long effects = contestant.effects();
            if (effects != expected) {
                throw new IllegalStateException(contest.name() + ": " + contestant.name() + " must have had " + expected
                        + " effects, read " + effects);
            }
        }
    }
}
