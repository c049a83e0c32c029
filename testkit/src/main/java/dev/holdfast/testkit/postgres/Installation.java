package dev.holdfast.testkit.postgres;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.tukaani.xz.XZInputStream;

/**
 * The unpacked server programs, shared by every JVM of this user under {@code java.io.tmpdir}.
 *
 * <p>The folder is readable by all, because the server may run as another user, and it is trusted only when this user
 * owns each file in it, nobody else may write there, and its checksum is the one recorded when it was unpacked: on a
 * shared machine another user may have put a folder of that name there first, and a cleaner of temporary files may
 * have removed half of it. A folder of a wrong owner is refused; one of a wrong checksum is unpacked anew.
 */
final class Installation {

    private static final String CHECKSUM = ".checksum";

    private Installation() {}

    /** The folder that holds {@code bin}, {@code lib} and {@code share}; unpacks at first use (seconds). */
    static synchronized Path of(PostgresArchive archive, Path tmp, int self) {
        try {
            Path base = tmp.resolve("holdfast-postgres-" + self);
            if (!Files.exists(base, NOFOLLOW_LINKS)) {
                createShared(base);
            }
            if (!Files.isDirectory(base, NOFOLLOW_LINKS)) {
                throw refused(base, "is not a folder");
            }
            requireOurs(base, self);
            // The lock is per file and process; the method is synchronized because a JVM may not lock a file twice.
            try (FileChannel channel = FileChannel.open(
                            base.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var lock = channel.lock()) {
                return lock.isValid() ? unpacked(archive, base, self) : base;
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "PostgreSQL " + archive.version() + " cannot be unpacked: " + failure.getMessage(), failure);
        }
    }

    private static Path unpacked(PostgresArchive archive, Path base, int self) throws IOException {
        Path home = base.resolve(archive.version() + "-" + digest(archive).substring(0, 16));
        if (Files.exists(home, NOFOLLOW_LINKS)) {
            if (isIntact(home, self)) {
                return home;
            }
            delete(home);
        }
        // Unpacked beside and renamed, so that a killed JVM leaves no half of an installation under the final name.
        Path fresh = Files.createTempDirectory(base, "unpacking-");
        try (InputStream packed = archive.open();
                InputStream tar = new XZInputStream(packed)) {
            TarReader.unpack(tar, fresh);
        }
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(fresh.resolve(CHECKSUM), checksum(fresh));
        return Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean isIntact(Path home, int owner) throws IOException {
        try (Stream<Path> tree = Files.walk(home)) {
            for (Path path : (Iterable<Path>) tree::iterator) {
                requireOurs(path, owner);
            }
        }
        Path recorded = home.resolve(CHECKSUM);
        return Files.isRegularFile(recorded, NOFOLLOW_LINKS)
                && Files.readString(recorded).equals(checksum(home));
    }

    private static void requireOurs(Path path, int owner) throws IOException {
        int actual = FileOwner.of(path);
        if (actual != owner) {
            throw refused(path, "is owned by user " + actual + " instead of " + owner);
        }
        if (Files.isSymbolicLink(path)) {
            return;
        }
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path, NOFOLLOW_LINKS);
        if (mode.contains(PosixFilePermission.GROUP_WRITE) || mode.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw refused(path, "may be written by others (" + PosixFilePermissions.toString(mode) + ")");
        }
    }

    private static IOException refused(Path path, String why) {
        return new IOException(path + " " + why + ", so its programs are not run: remove it or set java.io.tmpdir");
    }

    private static void createShared(Path folder) throws IOException {
        Files.createDirectory(folder);
        // Set afterwards, since the process's umask applies to the creation.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String checksum(Path home) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (Stream<Path> tree = Files.walk(home)) {
            List<Path> paths = tree.filter(path -> !path.equals(home.resolve(CHECKSUM)))
                    .sorted()
                    .toList();
            for (Path path : paths) {
                Sha256.update(digest, home.relativize(path).toString());
                if (Files.isSymbolicLink(path)) {
                    Sha256.update(digest, Files.readSymbolicLink(path).toString());
                } else if (Files.isRegularFile(path, NOFOLLOW_LINKS)) {
                    Sha256.update(digest, Files.isExecutable(path) ? "x" : "-");
                    digest.update(Files.readAllBytes(path));
                }
            }
        }
        return Sha256.hex(digest);
    }

    private static String digest(PostgresArchive archive) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (InputStream in = archive.open()) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return Sha256.hex(digest);
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
