package dev.holdfast.audit.archive.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryStoreTest extends ArchiveStoreContract {
    @TempDir
    private Path directory;

    @Override
    protected ArchiveStore store() {
        return ArchiveStore.directory(directory);
    }

    @Test
    void write_afterAWriterDied_removesWhatItLeftBehind() throws IOException {
        Path left = Files.writeString(directory.resolve("_unfinished_name_1"), "half");
        Path other = Files.writeString(directory.resolve("_unfinished_name2_1"), "half");
        store().write("name", out -> out.write(1));
        assertThat(left).doesNotExist();
        assertThat(other).as("of another file, perhaps at work").exists();
        assertThat(store().list()).containsExactly("name");
    }

    @Test
    void write_file_isItsOwnersAlone() throws IOException {
        store().write("name", out -> out.write(1));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("name"))))
                .isEqualTo("rw-------");
    }

    @Test
    void directory_missing_isRefused() {
        assertThatThrownBy(() -> ArchiveStore.directory(directory.resolve("none")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
