package dev.holdfast.examples.benchmarks;

import dev.holdfast.core.metric.Ticker;
import java.time.Duration;
import java.util.stream.Stream;

/** Reads elapsed time, and processor time of this JVM and of the server's processes. */
final class Meter {
    private final Ticker ticker = Ticker.system();
    private final long serverPid;

    Meter(long serverPid) {
        this.serverPid = serverPid;
    }

    Reading read() {
        Duration cpu = Stream.concat(
                        Stream.of(ProcessHandle.current()),
                        ProcessHandle.of(serverPid).stream().flatMap(ProcessHandle::descendants))
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
        return new Reading(ticker.read(), cpu);
    }

    /** A moment. */
    record Reading(long nanos, Duration cpu) {
        Turn until(Reading later) {
            return new Turn(later.nanos - nanos, later.cpu.minus(cpu));
        }
    }

    /** What one turn of one contestant took. */
    record Turn(long nanos, Duration cpu) {}
}
