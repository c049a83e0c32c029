package dev.holdfast.audit.archive.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

/** One text is one file, but for how it is compressed: nothing in it is passed over. */
class EventLinesTest {
    private static final String LINES = "{\"leaf_index\":0}\n{\"leaf_index\":1}\n";

    @Test
    void next_linesLongAndShort_areReadWhole() throws IOException {
        String line = "ä€\uD83D\uDE00".repeat(40_000);
        assertThat(lines(gzipped("\n" + line + "\nx\n"))).containsExactly("", line, "x");
        assertThat(lines(gzipped(""))).isEmpty();
    }

    @Test
    void next_carriageReturns_belongToTheLine() throws IOException {
        assertThat(lines(gzipped("a\r\nb\rc\n"))).containsExactly("a\r", "b\rc");
    }

    @Test
    void next_lastLineWithoutItsEnd_isRefused() {
        assertThatThrownBy(() -> lines(gzipped("a\nb"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void next_notUtf8_isRefused() {
        byte[] cesu = {(byte) 0xed, (byte) 0xa0, (byte) 0xbd, '\n'};
        assertThatThrownBy(() -> lines(gzipped(cesu))).isInstanceOf(CharacterCodingException.class);
    }

    @Test
    void read_anythingBehindTheMember_isRefused() throws IOException {
        byte[] gzip = gzipped(LINES);
        assertThat(lines(gzip)).hasSize(2);
        for (byte[] more : List.of(new byte[1], new byte[30_000], gzipped(""), gzip)) {
            byte[] both = Arrays.copyOf(gzip, gzip.length + more.length);
            System.arraycopy(more, 0, both, gzip.length, more.length);
            assertThatThrownBy(() -> lines(both))
                    .as("%s bytes more", more.length)
                    .isInstanceOf(ZipException.class);
        }
    }

    @Test
    void read_cutAnywhere_isRefused() throws IOException {
        byte[] gzip = gzipped(LINES);
        for (int length = 0; length < gzip.length; length++) {
            byte[] cut = Arrays.copyOf(gzip, length);
            assertThatThrownBy(() -> lines(cut)).as("cut to %s", length).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void read_flagsOrTrailerChanged_isRefused() throws IOException {
        byte[] gzip = gzipped(LINES);
        for (int at : new int[] {0, 1, 2, 3, gzip.length - 8, gzip.length - 1}) {
            byte[] changed = gzip.clone();
            changed[at] ^= 0x08;
            assertThatThrownBy(() -> lines(changed)).as("byte %s", at).isInstanceOf(ZipException.class);
        }
    }

    private static List<String> lines(byte[] gzip) throws IOException {
        List<String> read = new ArrayList<>();
        try (GzipMember member = new GzipMember(new ByteArrayInputStream(gzip))) {
            EventLines lines = new EventLines(member);
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                read.add(line.get());
            }
        }
        return read;
    }

    private static byte[] gzipped(String text) throws IOException {
        return gzipped(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] gzipped(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }
}
