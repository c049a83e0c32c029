package dev.holdfast.examples.benchmarks.sealing;

import dev.holdfast.examples.benchmarks.harness.Contestant;
import dev.holdfast.testkit.process.ForkedJvm;
import dev.holdfast.testkit.process.JvmOptions;
import java.io.File;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Verifies a log in a JVM with a small heap, whose start is not measured. */
final class ForkedVerifier implements Contestant {
    private static final String HEAP = "-Xmx64m";
    private static final String INTACT = "Sealed ";

    private final String name;
    private final FilledLog log;
    private final int size;
    private final ForkedJvm jvm;
    private long intact;
    private long heap;

    ForkedVerifier(String name, FilledLog log) throws Exception {
        this.name = name;
        this.log = log;
        this.size = log.leaves();
        JvmOptions options = JvmOptions.inherited()
                .withClassPath(classPath())
                .withJvmArgument(HEAP)
                .withJvmArgument("-XX:+UseSerialGC");
        List<String> arguments = List.of(
                log.database().jdbcUrl(),
                log.database().user(),
                log.database().password(),
                log.key().toString());
        this.jvm = ForkedJvm.start(options, VerifyProgram.class, arguments);
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
        return String.format(Locale.ROOT, ", at most %.1f MB after a collection with %s", heap / 1e6, HEAP);
    }

    @Override
    public Worker worker(int thread) {
        return () -> {
            jvm.send("verify");
            String line = jvm.expectLine("");
            while (!line.startsWith(VerifyProgram.VERDICT)) {
                line = jvm.expectLine("");
            }
            String verdict = line.substring(VerifyProgram.VERDICT.length());
            if (verdict.startsWith(INTACT)) {
                intact++;
                heap = Long.parseLong(verdict.substring(INTACT.length()));
            }
        };
    }

    @Override
    public long effects() {
        return intact;
    }

    @Override
    public void close() {
        jvm.close();
        log.close();
        log.database().close();
    }

    /** A build tool that runs this in its own JVM has the class path in a loader, and its own in the property. */
    private static String classPath() {
        if (VerifyProgram.class.getClassLoader() instanceof URLClassLoader loader) {
            return Arrays.stream(loader.getURLs())
                    .map(ForkedVerifier::file)
                    .collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }

    private static String file(URL url) {
        return Path.of(URI.create(url.toString())).toString();
    }
}
