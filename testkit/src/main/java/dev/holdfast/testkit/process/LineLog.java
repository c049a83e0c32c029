package dev.holdfast.testkit.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The lines of a process's output, for readers that wait for the next one. Thread-safe. */
final class LineLog {

    private final Duration limit;
    private final List<String> lines = new ArrayList<>();
    private int next;
    private boolean ended;

    LineLog(Duration limit) {
        this.limit = limit;
    }

    synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    synchronized void end() {
        ended = true;
        notifyAll();
    }

    synchronized String expect(String prefix) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            while (next < lines.size()) {
                String line = lines.get(next++);
                if (line.startsWith(prefix)) {
                    return line.substring(prefix.length());
                }
            }
            if (ended) {
                throw new AssertionError("output ended without a line '" + prefix + "…':\n" + text());
            }
            awaitMore(deadline, "a line '" + prefix + "…'");
        }
    }

    synchronized List<String> untilEnd() {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!ended) {
            awaitMore(deadline, "the end of the output");
        }
        return List.copyOf(lines);
    }

    private void awaitMore(long deadline, String what) {
        int known = lines.size();
        try {
            while (lines.size() == known && !ended) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new AssertionError("waited " + limit + " for " + what + ":\n" + text());
                }
                // Rounded up: a wait of 0 ms would last for ever.
                wait(TimeUnit.NANOSECONDS.toMillis(left) + 1);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + what, interrupted);
        }
    }

    private String text() {
        return String.join("\n", lines);
    }
}
