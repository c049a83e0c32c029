package dev.holdfast.examples.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ArenaTest {
    private static final Scale SCALE = new Scale(1, 3, 1, 200_000);

    private final Arena arena = new Arena(new Meter(ProcessHandle.current().pid()), SCALE);

    @Test
    void run_honestContestants_countsWhatWasMeasured() throws Exception {
        Counting baseline = new Counting("baseline", 0);
        Counting ours = new Counting("Holdfast", 0);

        Standing standing = arena.run(contest(baseline, ours));

        assertThat(standing.turns()).isEqualTo(3);
        assertThat(standing.operations()).isEqualTo(10);
        assertThat(baseline.effects()).as("warm-up and turns").isEqualTo(40);
        assertThat(ours.effects()).isEqualTo(40);
        assertThat(ours.settled).as("once a turn, warm-up included").hasValue(4);
        assertThat(List.of(baseline.opened, ours.opened)).allMatch(opened -> opened.get() == 0, "each is closed");
    }

    /** The warm-up's slow call is not among them. */
    @Test
    void run_timedContest_timesTheCallsOfTheTurnsThatCount() throws Exception {
        Counting baseline = new Counting("baseline", 0);
        Counting slowAtFirst = new Counting("Holdfast", 0) {
            @Override
            void work() {
                if (settled.get() == 0) {
                    LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
                }
                super.work();
            }
        };

        Standing standing = arena.run(contest(baseline, slowAtFirst).timed());

        assertThat(standing.rows())
                .allSatisfy(row -> assertThat(row.calls()).isNotNull())
                .allSatisfy(row -> assertThat(row.typical()).isLessThan(25e6));
        assertThat(arena.run(contest(new Counting("baseline", 0), new Counting("Holdfast", 0)))
                        .rows())
                .allSatisfy(row -> assertThat(row.calls()).isNull());
    }

    @Test
    void run_contestantThatSkipsOne_fails() {
        Contest contest = contest(new Counting("baseline", 0), new Counting("Holdfast", -1));

        assertThatIllegalStateException()
                .isThrownBy(() -> arena.run(contest))
                .withMessage("work: Holdfast must have had 40 effects, read 39");
    }

    @Test
    void run_baselineThatDoesTooMuch_fails() {
        Contest contest = contest(new Counting("baseline", 1), new Counting("Holdfast", 0));

        assertThatIllegalStateException()
                .isThrownBy(() -> arena.run(contest))
                .withMessage("work: baseline must have had 40 effects, read 41");
    }

    @Test
    void run_workerThatThrows_failsAndClosesAll() {
        Counting baseline = new Counting("baseline", 0);
        Counting broken = new Counting("Holdfast", 0) {
            @Override
            void work() {
                throw new IllegalStateException("broken");
            }
        };

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> arena.run(contest(baseline, broken)))
                .withMessageContaining("broken");
        assertThat(List.of(baseline.opened, broken.opened)).allMatch(opened -> opened.get() == 0, "each is closed");
    }

    private static Contest contest(Contestant... contestants) {
        return new Contest("work", Goal.ratio(0.9), 2, 5, List.of(contestants));
    }

    /** Counts its operations, and may miscount. */
    private static class Counting implements Contestant {
        private final String name;
        private final int error;
        private final LongAdder done = new LongAdder();
        final AtomicInteger opened = new AtomicInteger();
        final AtomicInteger settled = new AtomicInteger();

        Counting(String name, int error) {
            this.name = name;
            this.error = error;
        }

        void work() {
            done.increment();
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Worker worker(int thread) {
            opened.incrementAndGet();
            return new Worker() {
                @Override
                public void run() {
                    work();
                }

                @Override
                public void close() {
                    opened.decrementAndGet();
                }
            };
        }

        @Override
        public void settle() {
            settled.incrementAndGet();
        }

        @Override
        public long effects() {
            return done.sum() + error;
        }
    }
}
