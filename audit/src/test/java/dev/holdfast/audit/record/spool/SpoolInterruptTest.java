package dev.holdfast.audit.record.spool;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.audit.AuditFixture;
import dev.holdfast.audit.record.NotRecordedException;
import dev.holdfast.audit.record.NotRecordedException.Reason;
import dev.holdfast.audit.record.Overflow;
import dev.holdfast.audit.record.RecorderHost;
import dev.holdfast.audit.record.RecorderPolicy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A caller that writes its own event because the queue is full, and is interrupted: nobody else may notice. */
class SpoolInterruptTest {
    private final AuditFixture fixture = AuditFixture.create();
    private final FaultyFiles files = new FaultyFiles();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<CompletionStage<UUID>> others = new ArrayList<>();

    @TempDir
    private Path parent;

    private SpooledRecorder recorder;

    @BeforeEach
    void holdTheForce() throws Exception {
        RecorderPolicy policy =
                RecorderPolicy.defaults().withBatchEvents(1).withCapacity(1).withOverflow(Overflow.runInCaller());
        recorder = SpooledRecorder.open(
                RecorderHost.of(fixture.runner(), Clock.systemUTC()),
                policy,
                SpoolPolicy.in(parent.resolve("s")),
                files);
        files.holdForces();
        recordAnother();
        files.awaitForce();
        recordAnother();
    }

    @AfterEach
    void close() {
        files.endForces(100);
        threads.shutdownNow();
        recorder.close();
        fixture.close();
    }

    private void recordAnother() {
        others.add(recorder.record(fixture.event().build()));
    }

    /** The others' events are acknowledged, those after the interrupt, too, and all of them reach the log. */
    private void assertOthersGoOn(int atLeast) throws Exception {
        recordAnother();
        for (CompletionStage<UUID> other : others) {
            assertThat(other.toCompletableFuture().get(30, SECONDS)).isNotNull();
        }
        assertThat(recorder.close(Duration.ofSeconds(30)).isComplete()).isTrue();
        assertThat(fixture.count()).isEqualTo(atLeast);
    }

    /** Hands over the thread, and waits until it stands at the journal that the recorder's own thread holds. */
    private static Thread awaitWaiting(SynchronousQueue<Thread> started) throws InterruptedException {
        Thread caller = started.take();
        while (caller.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return caller;
    }

    @Test
    void record_callerInterruptedBefore_isAcknowledgedAndStaysInterrupted() throws Exception {
        SynchronousQueue<Thread> started = new SynchronousQueue<>();
        Future<Boolean> caller = threads.submit(() -> {
            started.put(Thread.currentThread());
            Thread.currentThread().interrupt();
            others.add(recorder.record(fixture.event().build()));
            return Thread.interrupted();
        });
        Thread unused = awaitWaiting(started);
        files.endForces(100);
        assertThat(caller.get(30, SECONDS)).isTrue();
        assertOthersGoOn(4);
    }

    @Test
    void record_callerInterruptedWhileItWrites_isInDoubtAlone() throws Exception {
        SynchronousQueue<Thread> started = new SynchronousQueue<>();
        Future<CompletionStage<UUID>> caller = threads.submit(() -> {
            started.put(Thread.currentThread());
            return recorder.record(fixture.event().build());
        });
        Thread writing = awaitWaiting(started);
        files.endForces(1);
        files.awaitForce();
        writing.interrupt();
        files.endForces(100);
        CompletionStage<UUID> answer = caller.get(30, SECONDS);
        ExecutionException failure = catchThrowableOfType(
                ExecutionException.class, () -> answer.toCompletableFuture().get(30, SECONDS));
        assertThat(((NotRecordedException) failure.getCause()).reason()).isEqualTo(Reason.IN_DOUBT);
        assertOthersGoOn(3);
    }
}
