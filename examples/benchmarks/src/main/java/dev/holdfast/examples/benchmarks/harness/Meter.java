package dev.holdfast.examples.benchmarks.harness;

import dev.holdfast.core.metric.Ticker;
import java.time.Duration;

/** Reads elapsed time, and processor time of this JVM, the server's processes and the programs that were started. */
public final class Meter {
    private final Ticker ticker = Ticker.system();
    private final ProcessTimes processes;

    /** A meter that counts the processor time of this process and those below it as the server's. */
    public Meter(long serverPid) {
        this.processes = new ProcessTimes(serverPid);
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
        return processes.total();
    }

    /** The beginning of a turn. */
    record Reading(long nanos, Duration cpu) {}

    /**
     * What one turn of one contestant took.
     *
     * @param nanos elapsed time
     * @param cpu processor time, JVM, server and programs together
     */
    public record Turn(long nanos, Duration cpu) {}
}
