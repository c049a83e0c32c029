package dev.holdfast.auth.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.process.ForkedJvm;
import dev.holdfast.testkit.process.JvmOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Five hundred logins at once in a heap of 256 MiB, with hashes of the default cost. */
class PasswordFloodTest {
    @Test
    void verify_fiveHundredAtOnce_servesOrRefusesEachAndRunsOutOfNothing() {
        List<String> lines = flood("pool");

        assertThat(lines).noneMatch(line -> line.contains("OutOfMemoryError"));
        assertThat(lines).contains("ended 500 other 0 retryable true");
        assertThat(lines).anyMatch(line -> line.matches("verified [1-9][0-9]*"));
        assertThat(lines).anyMatch(line -> line.matches("busy [1-9][0-9]*"));
    }

    /** A hash a login, as many at once as there are logins: what the pool is for. */
    @Test
    void naiveVerify_withoutAPool_runsOutOfMemory() {
        assertThat(flood("naive")).anyMatch(line -> line.contains("OutOfMemoryError"));
    }

    private static List<String> flood(String form) {
        JvmOptions options = JvmOptions.inherited()
                .withJvmArgument("-Xmx256m")
                .withJvmArgument("-Xss256k")
                // A JVM without memory would go on collecting garbage for minutes; it says so and ends.
                .withJvmArgument("-XX:+ExitOnOutOfMemoryError");
        try (ForkedJvm jvm = ForkedJvm.start(options, PasswordFlood.class, List.of(form))) {
            return jvm.readLines();
        }
    }
}
