package dev.holdfast.examples.omniscience.contract;

import dev.holdfast.auth.password.rule.BreachedPasswords;
import dev.holdfast.core.secret.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Breached passwords from a file of this machine, as a downloader leaves it: SHA-1 in hexadecimal capitals, one a line,
 * sorted. Nothing leaves the application. Thread-safe: each lookup opens the file, so that a newer one is seen at once.
 *
 * @param file the sorted hashes
 */
record LeakedPasswordFile(Path file) implements BreachedPasswords {
    private static final int DIGITS = 40;
    private static final int LINE = DIGITS + 1;

    @Override
    public Answer lookup(Secret password) {
        try (SeekableByteChannel lines = Files.newByteChannel(file)) {
            if (lines.size() == 0 || lines.size() % LINE != 0) {
                return Answer.UNAVAILABLE;
            }
            return search(lines, sha1(password)) ? Answer.BREACHED : Answer.UNKNOWN;
        } catch (IOException e) {
            // The port's word for a source that is away; whether a password is taken without it is the policy's rule.
            return Answer.UNAVAILABLE;
        }
    }

    private static boolean search(SeekableByteChannel lines, String wanted) throws IOException {
        long low = 0;
        long high = lines.size() / LINE - 1;
        while (low <= high) {
            long middle = (low + high) >>> 1;
            int order = line(lines, middle).compareTo(wanted);
            if (order == 0) {
                return true;
            }
            low = order < 0 ? middle + 1 : low;
            high = order > 0 ? middle - 1 : high;
        }
        return false;
    }

    private static String line(SeekableByteChannel lines, long number) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(DIGITS);
        lines.position(number * LINE);
        while (bytes.hasRemaining()) {
            if (lines.read(bytes) < 0) {
                throw new IOException("the file became shorter while it was read");
            }
        }
        return new String(bytes.array(), StandardCharsets.US_ASCII);
    }

    static String sha1(Secret password) {
        try {
            byte[] text = password.exposeText().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
