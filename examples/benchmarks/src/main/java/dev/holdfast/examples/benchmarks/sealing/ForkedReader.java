package dev.holdfast.examples.benchmarks.sealing;

import dev.holdfast.examples.benchmarks.harness.Contestant;
import dev.holdfast.testkit.process.ForkedJvm;
import dev.holdfast.testkit.process.JvmOptions;
import java.io.File;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Goes over a whole log in a JVM with a small heap, whose start and warming up are not measured. */
final class ForkedReader implements Contestant {
    private static final String HEAP = "-Xmx64m";
    private static final int WARM_UPS = 3;
    private static final Duration END = Duration.ofSeconds(10);

    private final String name;
    private final String task;
    private final FilledLog log;
    private final int size;
    private final ForkedJvm jvm;
    private long right;
    private long heap;

    private ForkedReader(String name, String task, FilledLog log, ForkedJvm jvm) throws Exception {
        this.name = name;
        this.task = task;
        this.log = log;
        this.size = log.leaves();
        this.jvm = jvm;
    }

    /**
     * A reader.
     *
     * @param name how the result table names it
     * @param task {@link LogProgram#VERIFY} or {@link LogProgram#EXPORT}
     * @param log what it goes over
     * @param small what it goes over to warm up: for all the same, whatever the size of their own
     */
    static ForkedReader start(String name, String task, FilledLog log, FilledLog small) throws Exception {
        JvmOptions options = JvmOptions.inherited()
                .withClassPath(classPath())
                .withJvmArgument(HEAP)
                // All compilers: this child is not short-lived.
                .withJvmArgument("-XX:TieredStopAtLevel=4");
        ForkedReader reader = new ForkedReader(name, task, log, ForkedJvm.start(options, LogProgram.class, List.of()));
        for (int i = 0; i < WARM_UPS; i++) {
            long unused = reader.eventsOf(small);
        }
        return reader;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public String remark() {
        String live = heap == 0 ? "" : String.format(Locale.ROOT, ", at most %.1f MB live", heap / 1e6);
        return live + ", " + HEAP;
    }

    @Override
    public Worker worker(int thread) {
        return () -> right += eventsOf(log) == size ? 1 : 0;
    }

    @Override
    public long effects() {
        return right;
    }

    @Override
    public void close() {
        jvm.close();
    }

    private long eventsOf(FilledLog one) {
        String[] answer = answer(task + " " + one.address()).split(" ", -1);
        heap = Long.parseLong(answer[1]);
        return Long.parseLong(answer[0]);
    }

    /** A JVM that ended says why in its last lines, and by its exit code. */
    private String answer(String order) {
        try {
            jvm.send(order);
            String line = jvm.expectLine("");
            while (!line.startsWith(LogProgram.ANSWER)) {
                line = jvm.expectLine("");
            }
            return line.substring(LogProgram.ANSWER.length());
        } catch (AssertionError | UncheckedIOException e) {
            String end = jvm.waitFor(END)
                    ? "ended with exit code " + jvm.exitCode() + ", having printed:\n"
                            + String.join("\n", jvm.readLines())
                    : "gave no answer";
            throw new IllegalStateException(task + ", " + name + ": its JVM " + end, e);
        }
    }

    /** A build tool that runs this in its own JVM has the class path in a loader, and its own in the property. */
    private static String classPath() {
        if (LogProgram.class.getClassLoader() instanceof URLClassLoader loader) {
            return Arrays.stream(loader.getURLs())
                    .map(ForkedReader::file)
                    .collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }

    private static String file(URL url) {
        return Path.of(URI.create(url.toString())).toString();
    }
}
