package dev.holdfast.examples.benchmarks.harness;

import dev.holdfast.core.metric.Ticker;
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
public final class Arena {
    private final Ticker ticker = Ticker.system();
    private final Meter meter;
    private final Scale scale;
    // A fixed seed: the order is mixed, and the same in each run.
    private final Random order = new Random(20261121);

    /** An arena for one contest after the other. */
    public Arena(Meter meter, Scale scale) {
        this.meter = meter;
        this.scale = scale;
    }

    /**
     * Holds a contest.
     *
     * @return how it ended
     * @throws IllegalStateException when a contestant had other effects than it has done operations
     */
    public Standing run(Contest contest) throws Exception {
        Map<Contestant, List<Contestant.Worker>> teams = new LinkedHashMap<>();
        ExecutorService pool = Executors.newFixedThreadPool(contest.threads());
        try {
            for (Contestant contestant : contest.contestants()) {
                List<Contestant.Worker> team = new ArrayList<>();
                teams.put(contestant, team);
                for (int thread = 0; thread < contest.threads(); thread++) {
                    team.add(contestant.worker(thread));
                }
            }
            List<Map<Contestant, Meter.Turn>> measured = new ArrayList<>();
            Map<Contestant, Calls> calls = new LinkedHashMap<>();
            for (int turn = 0; turn < scale.warmUpTurns() + scale.turns(); turn++) {
                if (turn == scale.warmUpTurns() && contest.isTimed()) {
                    teams.keySet().forEach(contestant -> calls.put(contestant, new Calls()));
                }
                Map<Contestant, Meter.Turn> round = round(contest, teams, pool, calls);
                if (turn >= scale.warmUpTurns()) {
                    measured.add(round);
                }
            }
            verify(contest);
            return Standing.of(contest, measured, calls);
        } finally {
            pool.shutdownNow();
            for (List<Contestant.Worker> team : teams.values()) {
                for (Contestant.Worker worker : team) {
                    worker.close();
                }
            }
        }
    }

    private Map<Contestant, Meter.Turn> round(
            Contest contest,
            Map<Contestant, List<Contestant.Worker>> teams,
            ExecutorService pool,
            Map<Contestant, Calls> calls)
            throws Exception {
        List<Map.Entry<Contestant, List<Contestant.Worker>>> shuffled = new ArrayList<>(teams.entrySet());
        Collections.shuffle(shuffled, order);
        Map<Contestant, Meter.Turn> round = new LinkedHashMap<>();
        for (Map.Entry<Contestant, List<Contestant.Worker>> team : shuffled) {
            List<Callable<Calls>> tasks = team.getValue().stream()
                    .map(worker -> contest.isTimed()
                            ? timedTask(worker, contest.perThread())
                            : task(worker, contest.perThread()))
                    .toList();
            Meter.Reading start = meter.start();
            List<Future<Calls>> ends = pool.invokeAll(tasks);
            Meter.Turn turn = meter.since(start);
            for (Future<Calls> end : ends) {
                Calls timed = end.get();
                Calls sum = calls.get(team.getKey());
                if (sum != null) {
                    sum.add(timed);
                }
            }
            team.getKey().settle();
            round.put(team.getKey(), turn);
        }
        return round;
    }

    private static Callable<Calls> task(Contestant.Worker worker, int operations) {
        return () -> {
            for (int i = 0; i < operations; i++) {
                worker.run();
            }
            return new Calls();
        };
    }

    private Callable<Calls> timedTask(Contestant.Worker worker, int operations) {
        return () -> {
            Calls calls = new Calls();
            for (int i = 0; i < operations; i++) {
                long start = ticker.read();
                worker.run();
                calls.add(ticker.read() - start);
            }
            return calls;
        };
    }

    private void verify(Contest contest) throws Exception {
        long expected = (long) contest.operations() * (scale.warmUpTurns() + scale.turns());
        for (Contestant contestant : contest.contestants()) {
            long effects = contestant.effects();
            if (effects != expected) {
                throw new IllegalStateException(contest.name() + ": " + contestant.name() + " must have had " + expected
                        + " effects, read " + effects);
            }
        }
    }
}
