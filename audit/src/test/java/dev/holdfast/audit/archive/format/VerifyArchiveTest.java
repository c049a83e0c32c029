package dev.holdfast.audit.archive.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.archive.ArchiveFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command, on files alone. */
class VerifyArchiveTest {
    @TempDir
    private Path directory;

    @Test
    void run_filesOfALog_saysWhatTheyAre() throws IOException {
        String key;
        String events;
        Path manifest;
        try (ArchiveFixture fixture = new ArchiveFixture(directory).filled()) {
            assertThat(fixture.archive().run()).hasSize(2);
            ArchiveManifest opened = fixture.opened(fixture.month());
            key = fixture.signer().key().toString();
            events = opened.files().events().name();
            manifest = directory.resolve(events.replace(".ndjson.gz", ".manifest"));
        }
        // The database is gone.
        assertThat(run(VerifyArchive.INTACT, key, manifest.toString())).contains("intact: ", ", 200 events under 450");
        Path file = directory.resolve(events);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2]++;
        Files.write(file, bytes);
        assertThat(run(VerifyArchive.BROKEN, key, manifest.toString())).contains("BROKEN: FILE_CHANGED in " + events);
        Files.delete(file);
        assertThat(run(VerifyArchive.BROKEN, key, manifest.toString())).contains("BROKEN: FILE_MISSING in " + events);
        assertThat(run(VerifyArchive.USAGE, key, manifest + ".none")).contains("cannot be read");
        assertThat(run(VerifyArchive.USAGE, "key", manifest.toString())).contains("usage: ");
    }

    private static String run(int code, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        assertThat(VerifyArchive.run(new ArrayList<>(List.of(arguments)), print))
                .isEqualTo(code);
        return out.toString(StandardCharsets.UTF_8);
    }
}
