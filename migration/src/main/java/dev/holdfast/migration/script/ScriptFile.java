package dev.holdfast.migration.script;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * A script with its name and text.
 *
 * @param location where it was found, as in {@code filesystem:db/migration}, or {@code memory}
 * @param path its path below the location, with forward slashes
 * @param text its content
 * @param conf the content of the {@code .conf} file beside it, in which Flyway reads settings of one script; mostly empty
 */
public record ScriptFile(String location, String path, String text, String conf) {
    private static final String MARK = "\uFEFF";

    /**
     * A script without a file of settings.
     *
     * @param location where it was found
     * @param path its path below the location
     * @param text its content
     */
    public ScriptFile(String location, String path, String text) {
        this(location, path, text, "");
    }

    /**
     * The last part of the path.
     *
     * @return such as {@code V1__create_user.sql}
     */
    public String fileName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
        return location + "/" + path;
    }

    /**
     * The digest of its bytes. Only UTF-8 is read as a script, so that the text stands for one row of bytes alone.
     *
     * @return SHA-256, in hexadecimal digits
     */
    public String sha256() {
        return sha256(text);
    }

    /**
     * Whether it has a digest, whatever ends its lines: a checkout may change that, and Flyway's checksum leaves it out.
     *
     * @param sha256 in hexadecimal digits
     * @return true when the script as it is, or the same lines with other ends, or with a byte order mark more or less,
     *     have it
     */
    public boolean hasDigest(String sha256) {
        if (sha256.equals(sha256())) {
            return true;
        }
        String lines = (text.startsWith(MARK) ? text.substring(1) : text)
                .replace("\r\n", "\n")
                .replace('\r', '\n');
        return Stream.of("\n", "\r\n", "\r")
                .map(end -> lines.replace("\n", end))
                .flatMap(body -> Stream.of(body, MARK + body))
                .map(ScriptFile::sha256)
                .anyMatch(sha256::equals);
    }

    private static String sha256(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
