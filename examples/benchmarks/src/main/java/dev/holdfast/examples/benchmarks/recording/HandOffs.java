package dev.holdfast.examples.benchmarks.recording;

import dev.holdfast.audit.record.RecorderPolicy;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.examples.benchmarks.audit.Act;
import dev.holdfast.examples.benchmarks.audit.AuditTables;
import dev.holdfast.examples.benchmarks.harness.Contest;
import dev.holdfast.examples.benchmarks.harness.Contestant;
import dev.holdfast.examples.benchmarks.harness.Goal;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;

/** What a caller pays for handing an event in, each call timed; the queue never fills. */
public final class HandOffs {
    private static final int OPERATIONS = 40_000;
    private static final int CAPACITY = 100_000;
    private static final double GOAL_NANOS = 1_000;

    private HandOffs() {}

    /** Sets the contest up; see {@link dev.holdfast.examples.benchmarks.harness.Bout.Setup}. */
    public static Contest contest(TestDatabase database, Scale scale, int threads) throws Exception {
        AuditTables.create(database);
        RecorderPolicy policy = Recording.patient().withCapacity(CAPACITY);
        return new Contest(
                        "hand-off to a queue",
                        Goal.nanos(GOAL_NANOS),
                        threads,
                        scale.perThread(OPERATIONS, threads),
                        List.of(
                                new QueueOffers("ArrayBlockingQueue, event made"),
                                RecorderContestant.handingIn(
                                        "Holdfast AsyncRecorder, event made",
                                        database,
                                        Recording.async(database, policy))))
                .timed();
    }

    /** The queue of the JDK: the event made, and put where nobody takes it until the turn is over. */
    private static final class QueueOffers implements Contestant {
        private final String name;
        private final ArrayBlockingQueue<SecurityEvent> queue = new ArrayBlockingQueue<>(CAPACITY);
        private long taken;

        private QueueOffers(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Worker worker(int thread) {
            Act act = Act.of("queue");
            return () -> queue.add(act.event());
        }

        @Override
        public void settle() {
            taken += queue.drainTo(new ArrayList<>());
        }

        @Override
        public long effects() {
            return taken;
        }
    }
}
