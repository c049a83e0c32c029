package dev.holdfast.migration;

import dev.holdfast.migration.history.FlywayChecksum;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Gives a script the checksum of another: CRC32 is linear, so four bytes in a comment at its end reach any value. This is
 * why a checksum in the history is no evidence.
 */
final class ForgedScript {
    private static final int[] TABLE = table();

    private ForgedScript() {}

    /** The text with a comment behind it, and with the checksum that Flyway has for the original. */
    static String of(String text, String original) {
        int wanted = FlywayChecksum.of(original);
        for (int attempt = 0; ; attempt++) {
            String prefix = text + "\n-- " + attempt + " ";
            byte[] patch = patch(FlywayChecksum.of(prefix), wanted);
            String forged = prefix + new String(patch, StandardCharsets.ISO_8859_1);
            if (isPrintable(patch) && FlywayChecksum.of(forged) == wanted) {
                return forged;
            }
        }
    }

    /** The register before four zeros that lead to the wanted one, and the bytes that make it from the present one. */
    private static byte[] patch(int present, int wanted) {
        int register = ~wanted;
        for (int step = 0; step < 4; step++) {
            int index = indexOf(register >>> 24);
            register = (register ^ TABLE[index]) << 8 | index;
        }
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(register ^ ~present)
                .array();
    }

    private static int indexOf(int highByte) {
        int index = 0;
        while (TABLE[index] >>> 24 != highByte) {
            index++;
        }
        return index;
    }

    private static boolean isPrintable(byte[] bytes) {
        for (byte one : bytes) {
            if (one <= ' ' || one > '~') {
                return false;
            }
        }
        return true;
    }

    private static int[] table() {
        int[] table = new int[256];
        for (int index = 0; index < table.length; index++) {
            int value = index;
            for (int bit = 0; bit < 8; bit++) {
                value = (value & 1) == 0 ? value >>> 1 : value >>> 1 ^ 0xEDB88320;
            }
            table[index] = value;
        }
        return table;
    }
}
