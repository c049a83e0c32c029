package dev.holdfast.audit.record.spool;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.holdfast.audit.record.LoggedRecorderContract;
import dev.holdfast.audit.record.Recorder;
import dev.holdfast.audit.record.RecorderPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

class SpooledRecorderContractTest extends LoggedRecorderContract {
    @TempDir
    private Path parent;

    @Override
    protected Recorder start(RecorderPolicy policy) {
        return SpooledRecorder.open(
                host(), policy, SpoolPolicy.in(parent.resolve("spool")).withSizes(1 << 16, 1 << 24));
    }

    /** In the journal, or already in the log. */
    @Override
    protected boolean isDurable(UUID id) throws SQLException {
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return isInJournal(new String(bytes, ISO_8859_1)) || super.isDurable(id);
    }

    private boolean isInJournal(String bytes) {
        try (Stream<Path> files = Files.list(parent.resolve("spool"))) {
            return files.anyMatch(file -> holds(file, bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A segment whose events are all in the log is removed meanwhile. */
    private static boolean holds(Path file, String bytes) {
        try {
            return Files.readString(file, ISO_8859_1).contains(bytes);
        } catch (NoSuchFileException removed) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
