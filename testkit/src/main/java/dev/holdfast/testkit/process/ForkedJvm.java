package dev.holdfast.testkit.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A separate JVM that a test starts, talks to by lines, and kills; owns a daemon thread that reads its output.
 *
 * <p>Standard output and standard error arrive as one sequence of lines. Every wait is bounded by one minute.
 * Thread-safe.
 */
public final class ForkedJvm implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Set<String> HIDDEN_OPTIONS = Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private final Process process;
    private final Writer input;
    private final LineLog output = new LineLog(LIMIT);

    private ForkedJvm(Process process) {
        this.process = process;
        this.input = process.outputWriter(StandardCharsets.UTF_8);
    }

    /**
     * Starts a main class with {@link JvmOptions#inherited()}.
     *
     * @param main a class with a main method
     * @param arguments its arguments
     * @return the running JVM, to be closed by the caller
     */
    public static ForkedJvm start(Class<?> main, String... arguments) {
        return start(JvmOptions.inherited(), main, List.of(arguments));
    }

    /**
     * Starts a main class.
     *
     * @param options how the JVM is started
     * @param main a class with a main method
     * @param arguments its arguments
     * @return the running JVM, to be closed by the caller
     */
    public static ForkedJvm start(JvmOptions options, Class<?> main, List<String> arguments) {
        ProcessBuilder builder = new ProcessBuilder(options.command(main, arguments)).redirectErrorStream(true);
        // They change a JVM behind its options, and make it print a line that no test expects.
        builder.environment().keySet().removeAll(HIDDEN_OPTIONS);
        builder.environment().putAll(options.environment());
        try {
            ForkedJvm jvm = new ForkedJvm(builder.start());
            Thread reader = new Thread(jvm::readOutput, "holdfast-forked-jvm-" + jvm.pid());
            reader.setDaemon(true);
            reader.start();
            return jvm;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot start a JVM for " + main.getName(), failure);
        }
    }

    /** {@return the process's number} */
    public long pid() {
        return process.pid();
    }

    /** {@return whether the process still runs} */
    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Waits for the next line that begins with a prefix, passing over others.
     *
     * @param prefix how the line begins; empty for any line
     * @return the rest of the line, after the prefix
     * @throws AssertionError when the output ends or a minute passes without it; holds the output so far
     */
    public String expectLine(String prefix) {
        return output.expect(prefix);
    }

    /**
     * Waits for the end of the output.
     *
     * @return every line the child has written, from its first, including those already expected
     * @throws AssertionError when the output has not ended after a minute
     */
    public List<String> readLines() {
        return output.untilEnd();
    }

    /**
     * Writes a line to the child's standard input.
     *
     * @param line without its end
     * @throws UncheckedIOException when the child no longer reads
     */
    public void send(String line) {
        try {
            input.write(line + "\n");
            input.flush();
        } catch (IOException closed) {
            throw new UncheckedIOException("the forked JVM does not read any more", closed);
        }
    }

    /** Kills the process with SIGKILL and waits until it is gone; no shutdown hook runs in it. */
    public void kill() {
        process.destroyForcibly();
        if (!waitFor(LIMIT)) {
            throw new IllegalStateException("process " + pid() + " survived SIGKILL for " + LIMIT);
        }
    }

    /**
     * Waits for the process to end by itself.
     *
     * @param limit how long at most
     * @return whether it has ended
     */
    public boolean waitFor(Duration limit) {
        try {
            return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    /**
     * The exit code of the ended process: 137 after {@link #kill()}, that is 128 + SIGKILL.
     *
     * @return the code
     * @throws IllegalThreadStateException while the process runs
     */
    public int exitCode() {
        return process.exitValue();
    }

    /** Kills the process if it still runs. */
    @Override
    public void close() {
        kill();
    }

    private void readOutput() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
            }
        } catch (IOException closed) {
            // A destroyed process closes its streams; what it wrote before has been read or is lost with it.
        } finally {
            output.end();
        }
    }
}
