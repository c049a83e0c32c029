package dev.holdfast.testkit.race;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The threads and connections of a running race; owns both. Used by the thread that runs the race. */
final class RaceTrack implements AutoCloseable {

    private final RaceSetting setting;
    private final List<RaceLane> lanes;
    private final ExecutorService threads;

    RaceTrack(RaceSetting setting) {
        this.setting = setting;
        this.lanes = IntStream.range(0, setting.contenders())
                .mapToObj(index -> new RaceLane(setting, index))
                .toList();
        this.threads = Executors.newFixedThreadPool(setting.contenders(), runnable -> {
            Thread thread = new Thread(runnable, "holdfast-race");
            // A body that ignores its interruption must not keep the JVM from ending.
            thread.setDaemon(true);
            return thread;
        });
    }

    <S, T> List<RaceEnd<T>> round(int round, S state, Race.Body<S, T> body) throws InterruptedException {
        // A phaser rather than a cyclic barrier: whoever ends early leaves it, and the rest go on.
        Phaser barrier = new Phaser(lanes.size());
        List<Future<RaceEnd<T>>> running = lanes.stream()
                .map(lane -> threads.submit(() -> lane.run(round, state, body, barrier)))
                .toList();
        long deadline = System.nanoTime() + setting.timeout().toNanos();
        List<RaceEnd<T>> ends = new ArrayList<>();
        for (Future<RaceEnd<T>> end : running) {
            ends.add(await(end, deadline, round));
        }
        return List.copyOf(ends);
    }

    private <T> RaceEnd<T> await(Future<RaceEnd<T>> end, long deadline, int round) throws InterruptedException {
        try {
            return end.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError(describe(round), late);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(failure.getCause());
        }
    }

    @Override
    public void close() {
        // Idle threads end; busy ones are interrupted, and their statements end when their connections are aborted.
        List<Runnable> unused = threads.shutdownNow();
        lanes.forEach(RaceLane::close);
    }

    private String describe(int round) {
        return "round " + round + " of " + setting.rounds() + " did not end within " + setting.timeout() + ":\n"
                + lanes.stream().map(RaceLane::describe).collect(Collectors.joining("\n")) + "\n" + activity();
    }

    private String activity() {
        String sql = "select format('backend %s: %s, waits for %s %s, blocked by %s: %s', pid, state, wait_event_type,"
                + " wait_event, pg_blocking_pids(pid), left(query, 120)) from pg_stat_activity"
                + " where datname = current_database() and pid <> pg_backend_pid() order by pid";
        try {
            return String.join("\n", setting.database().queryStrings(sql));
        } catch (SQLException unanswered) {
            return "the server does not say what its backends do: " + unanswered.getMessage();
        }
    }
}
