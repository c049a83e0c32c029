package dev.holdfast.examples.benchmarks.harness;

import dev.holdfast.core.metric.Ticker;
import java.time.Duration;
import java.util.stream.Stream;

/** Reads elapsed time, and processor time of this JVM and of the server's processes. */
public final class Meter {
    private final Ticker ticker = Ticker.system();
    private final long serverPid;

    /** A meter that counts the processor time of the processes below this one as the server's. */
    public Meter(long serverPid) {
        this.serverPid = serverPid;
    }

    /** Begins a turn. Asking the system for processor times takes milliseconds, so the clock is read last. */
    Reading start() {
        Duration cpu = cpu();
        return new Reading(ticker.read(), cpu);
    }

    /** Ends a turn; here the clock is read first. */
    Turn since(Reading start) {
        long end = ticker.read();
        return new Turn(end - start.nanos, cpu().minus(start.cpu));
    }

    private Duration cpu() {
        return Stream.concat(
                        Stream.of(ProcessHandle.current()),
                        ProcessHandle.of(serverPid).stream().flatMap(ProcessHandle::descendants))
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** The beginning of a turn. */
    record Reading(long nanos, Duration cpu) {}

    /**
     * What one turn of one contestant took.
     *
     * @param nanos elapsed time
     * @param cpu processor time, JVM and server together
     */
    public record Turn(long nanos, Duration cpu) {}
}
