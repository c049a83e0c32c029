package dev.holdfast.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForkedJvmTest {

    /** Says what it was given, then repeats each line it is sent. */
    static final class Echo {

        private Echo() {}

        public static void main(String[] arguments) throws IOException {
            System.out.println("arguments " + List.of(arguments));
            System.out.println("property " + System.getProperty("holdfast.echo", "none"));
            System.out.println("variable " + System.getenv("HOLDFAST_ECHO"));
            System.err.println("noise");
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = in.readLine(); !"exit".equals(line); line = in.readLine()) {
                System.out.println("echo " + line);
            }
            System.exit(3);
        }
    }

    @Test
    void start_withOptions_childSeesThem() {
        JvmOptions options = JvmOptions.inherited()
                .withProperty("holdfast.echo", "é 1")
                .withEnvironment("HOLDFAST_ECHO", "2")
                .withJvmArgument("-Dfile.encoding=UTF-8")
                .withJvmArgument("-Dsun.jnu.encoding=UTF-8");
        try (ForkedJvm jvm = ForkedJvm.start(options, Echo.class, List.of("a", "b c"))) {
            assertThat(jvm.expectLine("arguments ")).isEqualTo("[a, b c]");
            assertThat(jvm.expectLine("property ")).endsWith("1");
            assertThat(jvm.expectLine("variable ")).isEqualTo("2");
        }
    }

    @Test
    void send_lines_areAnsweredUntilTheEnd() {
        try (ForkedJvm jvm = ForkedJvm.start(Echo.class)) {
            jvm.send("one");
            assertThat(jvm.expectLine("echo ")).isEqualTo("one");
            assertThat(jvm.isAlive()).isTrue();
            jvm.send("two");
            jvm.send("exit");

            assertThat(jvm.readLines())
                    .contains("arguments []", "echo one", "noise")
                    .endsWith("echo two");
            assertThat(jvm.waitFor(Duration.ofSeconds(30))).isTrue();
            assertThat(jvm.exitCode()).isEqualTo(3);
        }
    }

    @Test
    void kill_running_endsWithSigkillAndKeepsWhatItSaid() {
        try (ForkedJvm jvm = ForkedJvm.start(Echo.class)) {
            jvm.send("one");
            assertThat(jvm.expectLine("echo ")).isEqualTo("one");
            jvm.kill();

            assertThat(jvm.isAlive()).isFalse();
            assertThat(jvm.exitCode()).isEqualTo(128 + 9);
            assertThat(jvm.readLines()).endsWith("echo one");
        }
    }

    @Test
    void expectLine_outputEnds_failsWithTheOutput() {
        try (ForkedJvm jvm = ForkedJvm.start(Echo.class)) {
            jvm.send("exit");

            assertThatThrownBy(() -> jvm.expectLine("never"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("without a line 'never…'")
                    .hasMessageContaining("arguments []");
        }
    }

    @Test
    void expectLine_lineDoesNotCome_failsAfterTheLimit() {
        LineLog log = new LineLog(Duration.ofMillis(20));
        log.add("said");

        assertThatThrownBy(() -> log.expect("never")).hasMessageContaining("waited PT0.02S for a line 'never…':\nsaid");
        assertThatThrownBy(log::untilEnd).hasMessageContaining("waited PT0.02S for the end of the output");
    }
}
