package dev.holdfast.examples.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The processor time of this JVM and of the server, with what has ended since: a connection's process is gone when its
 * client is, and a program such as psql when its work is done.
 *
 * @param serverPid the server's first process
 */
record ProcessTimes(long serverPid) {
    /** proc(5): fields 14 to 17 are utime, stime, cutime and cstime, counted after the name in parentheses. */
    private static final int UTIME = 14 - 3;
    /** USER_HZ, which Linux shows times in whatever its real ticks are. */
    private static final Duration TICK = Duration.ofMillis(10);

    Duration total() {
        Duration living = Stream.concat(
                        ProcessHandle.of(serverPid).stream().flatMap(ProcessHandle::descendants),
                        ProcessHandle.current().children().filter(child -> child.pid() != serverPid))
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
        return living.plus(withEnded(serverPid))
                .plus(withEnded(ProcessHandle.current().pid()));
    }

    /** A process with its children that have ended; by itself where the system does not tell of them. */
    private static Duration withEnded(long pid) {
        return stat(pid)
                .map(fields -> {
                    long ticks = 0;
                    for (int field = UTIME; field < UTIME + 4; field++) {
                        ticks += Long.parseLong(fields[field]);
                    }
                    return TICK.multipliedBy(ticks);
                })
                .or(() ->
                        ProcessHandle.of(pid).flatMap(process -> process.info().totalCpuDuration()))
                .orElse(Duration.ZERO);
    }

    private static Optional<String[]> stat(long pid) {
        Path file = Path.of("/proc", String.valueOf(pid), "stat");
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try {
            String text = Files.readString(file);
            return Optional.of(text.substring(text.lastIndexOf(')') + 2).split(" ", -1));
        } catch (IOException ended) {
            return Optional.empty();
        }
    }
}
