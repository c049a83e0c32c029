package dev.holdfast.testkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.process.ForkedJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a JVM ends, the server it started ends as well and its data folder is removed. */
class LeftoverTest {

    /** Starts a server, says where, and ends as it is told. */
    static final class Host {

        private Host() {}

        public static void main(String[] arguments) throws Exception {
            EmbeddedPostgres server = EmbeddedPostgres.shared();
            System.out.println("server " + server.pid());
            System.out.println("folder " + server.folder());
            int order = System.in.read();
            switch (order) {
                case 'e' -> System.exit(0);
                case 'h' -> Runtime.getRuntime().halt(1);
                default -> throw new IllegalStateException("unknown order " + order);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kill -9", "halt", "exit"})
    void server_jvmEnds_leavesNeitherProcessNorFolder(String how) throws Exception {
        try (ForkedJvm jvm = ForkedJvm.start(Host.class)) {
            ProcessHandle server =
                    ProcessHandle.of(Long.parseLong(jvm.expectLine("server "))).orElseThrow();
            // The shell that keeps the server: its end is the end of the clearing up.
            ProcessHandle keeper = server.parent().orElseThrow();
            Path folder = Path.of(jvm.expectLine("folder "));
            assertThat(server.isAlive()).isTrue();
            assertThat(folder).exists();

            if (how.equals("kill -9")) {
                jvm.kill();
            } else {
                jvm.send(how);
            }

            for (ProcessHandle process : List.of(server, keeper)) {
                assertThat(process.onExit().get(30, TimeUnit.SECONDS).isAlive()).isFalse();
            }
            assertThat(folder).doesNotExist();
        }
    }
}
