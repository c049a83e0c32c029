package dev.holdfast.auth.ban;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs one of Debian's programs to its end. */
final class Program {
    private Program() {}

    /** Everything it says; it must end well. */
    static String run(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    /** Where it is; an unprivileged user's path has no sbin. */
    static String inSbin(String name) {
        String path = "/usr/sbin/" + name;
        return Files.isExecutable(Path.of(path)) ? path : name;
    }
}
