package dev.holdfast.testkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class InstallationTest {

    @TempDir
    Path tmp;

    private PostgresArchive archive;
    private int self;

    @BeforeEach
    void pack() throws IOException {
        Path packed = tmp.resolve("postgres.txz");
        try (var out = new XZOutputStream(Files.newOutputStream(packed), new LZMA2Options())) {
            out.write(new TarBuilder()
                    .program("bin/postgres", "genuine")
                    .symbolicLink("bin/postmaster", "postgres")
                    .build());
        }
        archive = new PostgresArchive(packed.toUri().toURL(), "15.0.0");
        self = FileOwner.self(tmp);
    }

    @Test
    void of_secondCall_reusesTheFolder() throws IOException {
        Path home = Installation.of(archive, tmp, self);
        FileTime before = FileTime.from(Instant.EPOCH);
        Files.setLastModifiedTime(home.resolve("bin/postgres"), before);

        assertThat(Installation.of(archive, tmp, self)).isEqualTo(home);
        assertThat(Files.getLastModifiedTime(home.resolve("bin/postgres"))).isEqualTo(before);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
                .isEqualTo("rwxr-xr-x");
    }

    @Test
    void of_changedProgram_isNotRunButUnpackedAnew() throws IOException {
        Path program = Installation.of(archive, tmp, self).resolve("bin/postgres");
        Files.writeString(program, "planted");

        assertThat(Installation.of(archive, tmp, self).resolve("bin/postgres")).hasContent("genuine");
    }

    @Test
    void of_missingOrAddedFile_isUnpackedAnew() throws IOException {
        Path home = Installation.of(archive, tmp, self);
        Files.delete(home.resolve("bin/postmaster"));
        Files.writeString(home.resolve("bin/initdb"), "planted");

        assertThat(Installation.of(archive, tmp, self).resolve("bin/postmaster"))
                .isSymbolicLink();
        assertThat(home.resolve("bin/initdb")).doesNotExist();
    }

    @Test
    void of_folderOfAnotherUser_isRefused() throws IOException {
        // To whoever has the next number, this user is the other one who was there first.
        Path planted = Files.createDirectory(tmp.resolve("holdfast-postgres-" + (self + 1)));

        assertThatThrownBy(() -> Installation.of(archive, tmp, self + 1))
                .hasMessageContaining(
                        planted + " is owned by user " + self + " instead of " + (self + 1) + ", so its programs")
                .hasMessageContaining("set java.io.tmpdir");
    }

    @Test
    void of_folderWritableByOthers_isRefused() throws IOException {
        Path home = Installation.of(archive, tmp, self);
        Files.setPosixFilePermissions(home.resolve("bin"), PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> Installation.of(archive, tmp, self))
                .hasMessageContaining("bin may be written by others (rwxrwxrwx)");
    }

    @Test
    void of_linkInPlaceOfTheFolder_isRefused() throws IOException {
        Path elsewhere = Files.createDirectory(tmp.resolve("elsewhere"));
        Path link = tmp.resolve("holdfast-postgres-" + self);
        Files.createSymbolicLink(link, elsewhere);

        assertThatThrownBy(() -> Installation.of(archive, tmp, self)).hasMessageContaining(link + " is not a folder");
    }
}
