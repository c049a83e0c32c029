package dev.holdfast.testkit.postgres;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A reader of tar archives (POSIX ustar and pax, GNU long names) that unpacks into one folder and nowhere else.
 *
 * <p>Only what a tree of programs needs: folders, files, symbolic and hard links; of the modes only "executable", so
 * that nothing unpacked is ever writable by others. Not thread-safe.
 */
final class TarReader {

    private static final int BLOCK = 512;
    private static final int MAX_NAME_BYTES = 1 << 16;

    private final DataInputStream in;
    private final Path root;

    /** Set by a header that precedes the entry it names, and spent by that entry. */
    private final Map<String, String> pending = new LinkedHashMap<>();

    private TarReader(InputStream in, Path root) {
        this.in = new DataInputStream(in);
        this.root = root.toAbsolutePath().normalize();
    }

    static void unpack(InputStream tar, Path root) throws IOException {
        TarReader reader = new TarReader(tar, root);
        byte[] header = new byte[BLOCK];
        reader.in.readFully(header);
        while (!isZero(header)) {
            reader.entry(header);
            reader.in.readFully(header);
        }
    }

    private void entry(byte[] header) throws IOException {
        long size = pending.containsKey("size") ? Long.parseLong(take("size", "")) : number(header, 124, 12);
        char type = (char) header[156];
        switch (type) {
            case 'L' -> pending.put("path", cString(data(size)));
            case 'K' -> pending.put("linkpath", cString(data(size)));
            case 'x' -> pax(data(size));
            case 'g' -> skip(padded(size));
            default -> write(header, type, size);
        }
    }

    private void write(byte[] header, char type, long size) throws IOException {
        // Only POSIX archives hold a prefix there; GNU's, whose magic ends in a blank, hold times.
        boolean posix = field(header, 257, 6).equals("ustar");
        String prefix = posix ? field(header, 345, 155) : "";
        String name = field(header, 0, 100);
        Path target = inside(take("path", prefix.isEmpty() ? name : prefix + "/" + name));
        String link = take("linkpath", field(header, 157, 100));
        Files.createDirectories(parentOf(target));
        switch (type) {
            case '0', '\0', '7' -> file(target, size, (number(header, 100, 8) & 0100) != 0);
            case '1' -> Files.createLink(target, inside(link));
            case '2' -> {
                // A later entry must not be written through a link that leads out.
                requireInside(parentOf(target).resolve(link));
                Files.createSymbolicLink(target, Path.of(link));
            }
            case '5' -> Files.createDirectories(target);
            default -> throw new IOException("tar entry " + target + " has the unsupported type '" + type + "'");
        }
    }

    private void file(Path target, long size, boolean executable) throws IOException {
        try (var out = Files.newOutputStream(target)) {
            byte[] buffer = new byte[1 << 16];
            for (long left = size; left > 0; ) {
                int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (read < 0) {
                    throw new EOFException("tar archive ends inside " + target);
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
        skip(padded(size) - size);
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private Path inside(String name) throws IOException {
        Path path = root.resolve(name).normalize();
        requireInside(path);
        return path;
    }

    private void requireInside(Path path) throws IOException {
        if (!path.normalize().startsWith(root)) {
            throw new IOException("tar entry " + path + " leads out of " + root);
        }
    }

    private Path parentOf(Path path) {
        Path parent = path.getParent();
        return parent == null || path.equals(root) ? root : parent;
    }

    /** Records of the form {@code <length> <key>=<value>\n}, POSIX.1-2017 pax "pax Header Block". */
    private void pax(byte[] records) {
        int at = 0;
        while (at < records.length && records[at] != 0) {
            int space = at;
            while (records[space] != ' ') {
                space++;
            }
            int length = Integer.parseInt(text(records, at, space - at));
            String record = text(records, space + 1, length - (space - at) - 2);
            int equals = record.indexOf('=');
            pending.put(record.substring(0, equals), record.substring(equals + 1));
            at += length;
        }
    }

    private String take(String key, String otherwise) {
        String value = pending.remove(key);
        return value == null ? otherwise : value;
    }

    private byte[] data(long size) throws IOException {
        if (size > MAX_NAME_BYTES) {
            throw new IOException("tar name of " + size + " bytes is longer than " + MAX_NAME_BYTES);
        }
        byte[] bytes = in.readNBytes((int) size);
        skip(padded(size) - size);
        return bytes;
    }

    private void skip(long bytes) throws IOException {
        in.skipNBytes(bytes);
    }

    private static long padded(long size) {
        return (size + BLOCK - 1) / BLOCK * BLOCK;
    }

    /** Octal digits, or base 256 when the first bit is set (GNU, for sizes of 8 GiB and more). */
    private static long number(byte[] header, int offset, int length) {
        if (header[offset] < 0) {
            long value = header[offset] & 0x7f;
            for (int i = offset + 1; i < offset + length; i++) {
                value = (value << 8) | (header[i] & 0xff);
            }
            return value;
        }
        String digits = field(header, offset, length).trim();
        return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }

    private static String field(byte[] header, int offset, int length) {
        int end = offset;
        while (end < offset + length && header[end] != 0) {
            end++;
        }
        return text(header, offset, end - offset);
    }

    private static String cString(byte[] bytes) {
        return field(bytes, 0, bytes.length);
    }

    private static String text(byte[] bytes, int offset, int length) {
        return new String(bytes, offset, length, StandardCharsets.UTF_8);
    }

    private static boolean isZero(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }
}
