package dev.holdfast.testkit.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The installed Chromium, run headless once a call with a profile of its own: a browser that is open already would take
 * the page over.
 */
public final class Chromium {
    private static final int LIMIT_SECONDS = 60;

    private final Path folder;

    private Chromium(Path folder) {
        this.folder = folder;
    }

    /**
     * A browser that keeps its profile, output and pages in a folder.
     *
     * @param folder an existing folder, to be deleted by the caller
     * @return the browser
     */
    public static Chromium in(Path folder) {
        return new Chromium(folder);
    }

    /**
     * Writes a page into the folder.
     *
     * @param name the file's name
     * @param html its content
     * @return what to hand to {@link #run} as the page
     * @throws IOException when the file cannot be written
     */
    public String page(String name, String html) throws IOException {
        return Files.writeString(folder.resolve(name), html).toUri().toString();
    }

    /**
     * Runs it to its end.
     *
     * @param arguments Chromium's own, after those for a headless run; the page last
     * @return its standard output
     * @throws IOException when it cannot be started
     * @throws InterruptedException when interrupted meanwhile
     * @throws AssertionError when it has not ended after a minute, or not with 0
     */
    public String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("chromium", "--headless", "--no-sandbox", "--disable-gpu"));
        command.add("--user-data-dir=" + folder.resolve("profile"));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(errors().toFile())
                .start();
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("chromium has not ended after " + LIMIT_SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw new AssertionError("chromium ended with " + process.exitValue());
            }
            return Files.readString(out);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /**
     * What the last run wrote to standard error.
     *
     * @return its lines
     * @throws IOException when there was none
     */
    public List<String> complaints() throws IOException {
        return Files.readAllLines(errors());
    }

    private Path errors() {
        return folder.resolve("err");
    }
}
