package dev.holdfast.testkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.process.ForkedJvm;
import dev.holdfast.testkit.process.JvmOptions;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A user without rights, home folder and history on the machine starts a server. Run by root, the child changes its
 * user; run by anybody else, the child is that user already.
 */
class UnprivilegedUserTest {

    /** Starts a server and says who it is. */
    static final class Host {

        private Host() {}

        public static void main(String[] arguments) throws Exception {
            try (TestDatabase database = EmbeddedPostgres.shared().createDatabase()) {
                int self = FileOwner.self(Path.of(System.getProperty("java.io.tmpdir")));
                System.out.println("user " + self + ", answer " + database.queryLong("select 42"));
            }
        }
    }

    private Path folder;

    @BeforeEach
    void createFolder() throws IOException {
        // Not a @TempDir, whose parent folders the other user may be unable to enter.
        folder = Files.createTempDirectory("holdfast-unprivileged-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void removeFolder() throws IOException {
        Installation.delete(folder);
    }

    @Test
    void shared_unprivilegedUserWithEmptyHome_starts() throws IOException {
        int self = FileOwner.self(folder);
        ServerUser user = ServerUser.choose(self);
        Path home = Files.createDirectory(folder.resolve("home"));
        Path tmp = Files.createDirectory(folder.resolve("tmp"));
        user.own(home);
        user.own(tmp);
        JvmOptions options = JvmOptions.inherited()
                .withPrefix(user.prefix())
                .withClassPath(readableClassPath())
                .withEnvironment("HOME", home.toString())
                .withProperty("user.home", home.toString())
                .withProperty("java.io.tmpdir", tmp.toString());

        try (ForkedJvm jvm = ForkedJvm.start(options, Host.class, List.of())) {
            int expected = user.uid().orElse(self);
            assertThat(jvm.expectLine("user ")).isEqualTo(expected + ", answer 42");
            assertThat(jvm.readLines()).hasSize(1);
            assertThat(jvm.waitFor(Duration.ofSeconds(30))).isTrue();
            assertThat(jvm.exitCode()).isZero();
        }
        assertThat(home).isEmptyDirectory();
    }

    /** Copies, since the other user may be unable to enter the local repository and the project. */
    private String readableClassPath() throws IOException {
        List<Path> copies = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path original = Path.of(entry);
            if (Files.isDirectory(original) || entry.matches(".*(postgres|xz|jspecify|error_prone).*\\.jar")) {
                Path copy = folder.resolve(copies.size() + "-" + original.getFileName());
                copyTree(original, copy);
                copies.add(copy);
            }
        }
        return copies.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static void copyTree(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) throws IOException {
                return copy(dir, "rwxr-xr-x");
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                return copy(file, "rw-r--r--");
            }

            private FileVisitResult copy(Path path, String mode) throws IOException {
                Path target = to.resolve(from.relativize(path).toString());
                Files.copy(path, from.equals(path) ? to : target);
                Files.setPosixFilePermissions(from.equals(path) ? to : target, PosixFilePermissions.fromString(mode));
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
