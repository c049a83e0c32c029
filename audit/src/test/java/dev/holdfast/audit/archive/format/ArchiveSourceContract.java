package dev.holdfast.audit.archive.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a verifier relies on in an {@link ArchiveSource}; a host extends it for a source of its own. */
public abstract class ArchiveSourceContract {
    private static final String EVENTS = "audit-2026-08-1.ndjson.gz";
    private static final String PATH = "audit-2026-08-1.path";

    /**
     * A source of some files.
     *
     * @param files their contents by their names, which are {@link ArchiveFile#NAME}s
     * @return a source that has these and no others
     * @throws IOException when it cannot be made
     */
    protected abstract ArchiveSource source(Map<String, byte[]> files) throws IOException;

    @Test
    void read_anyBytes_givesThemAll() throws IOException {
        byte[] large = bytes(300_000);
        ArchiveSource source = source(Map.of(EVENTS, large, PATH, bytes(64), "empty", new byte[0]));
        assertThat(read(source, EVENTS)).isEqualTo(large);
        assertThat(read(source, PATH)).isEqualTo(bytes(64));
        assertThat(read(source, "empty")).isEmpty();
    }

    @Test
    void read_again_beginsAnew() throws IOException {
        ArchiveSource source = source(Map.of(EVENTS, bytes(100)));
        try (InputStream first = source.read(EVENTS)) {
            assertThat(first.readNBytes(30)).hasSize(30);
        }
        assertThat(read(source, EVENTS)).isEqualTo(bytes(100));
        assertThat(read(source, EVENTS)).isEqualTo(bytes(100));
    }

    /** The events and the path to the root are read in turns. */
    @Test
    void read_severalAtOnce_eachHasAPlaceOfItsOwn() throws IOException {
        ArchiveSource source = source(Map.of(EVENTS, bytes(100), PATH, new byte[100]));
        ByteArrayOutputStream events = new ByteArrayOutputStream();
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        ByteArrayOutputStream path = new ByteArrayOutputStream();
        try (InputStream one = source.read(EVENTS);
                InputStream two = source.read(PATH);
                InputStream three = source.read(EVENTS)) {
            for (int i = 0; i < 100; i++) {
                events.write(one.read());
                path.write(two.read());
                again.write(three.read());
            }
        }
        assertThat(events.toByteArray()).isEqualTo(bytes(100));
        assertThat(path.toByteArray()).isEqualTo(new byte[100]);
        assertThat(again.toByteArray()).isEqualTo(bytes(100));
    }

    /** By this the verdict is FILE_MISSING rather than a failure of the disk. */
    @Test
    void read_missing_isNamedSo() throws IOException {
        ArchiveSource source = source(Map.of(EVENTS, bytes(1)));
        assertThatThrownBy(() -> read(source, PATH)).isInstanceOf(NoSuchFileException.class);
    }

    private static byte[] read(ArchiveSource source, String name) throws IOException {
        try (InputStream in = source.read(name)) {
            return in.readAllBytes();
        }
    }

    /** Every value a byte can have, in an order that no period of a buffer repeats. */
    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + i / 251);
        }
        return bytes;
    }
}
