package dev.holdfast.testkit.postgres;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes tar archives byte by byte, so that the reader also meets entries no archiver would write. */
final class TarBuilder {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    TarBuilder folder(String name) {
        return entry(name, '5', 0755, "", "");
    }

    TarBuilder file(String name, String content) {
        return entry(name, '0', 0644, "", content);
    }

    TarBuilder program(String name, String content) {
        return entry(name, '0', 0755, "", content);
    }

    TarBuilder symbolicLink(String name, String target) {
        return entry(name, '2', 0777, target, "");
    }

    TarBuilder hardLink(String name, String target) {
        return entry(name, '1', 0644, target, "");
    }

    TarBuilder entry(String name, char type, int mode, String link, String content) {
        return entry("", name, type, mode, link, content);
    }

    TarBuilder entry(String prefix, String name, char type, int mode, String link, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 100, "%07o".formatted(mode));
        put(header, 124, "%011o".formatted(bytes.length));
        header[156] = (byte) type;
        put(header, 157, link);
        put(header, 257, "ustar\0" + "00");
        put(header, 345, prefix);
        out.writeBytes(header);
        out.writeBytes(Arrays.copyOf(bytes, (bytes.length + 511) / 512 * 512));
        return this;
    }

    byte[] build() {
        return Arrays.copyOf(out.toByteArray(), out.size() + 1024);
    }

    private static void put(byte[] header, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }
}
