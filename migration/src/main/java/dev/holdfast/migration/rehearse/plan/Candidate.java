package dev.holdfast.migration.rehearse.plan;

import dev.holdfast.migration.script.LocalMigration;
import dev.holdfast.migration.script.ScriptFile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A migration that waits to be applied.
 *
 * @param source the module's name, or that of the host
 * @param schema in which its unqualified names are looked up first
 * @param local the migration
 */
public record Candidate(String source, String schema, LocalMigration local) {
    /**
     * Its version.
     *
     * @return such as {@code 1.2}; empty for a repeatable one
     */
    public String version() {
        return local.versionText();
    }

    /**
     * Its script.
     *
     * @return none for a migration that is a class
     */
    public Optional<ScriptFile> up() {
        return local.work().file();
    }

    /**
     * How messages call it.
     *
     * @return such as {@code host 12 (V12__add_price.sql)}
     */
    public String title() {
        String name = up().map(ScriptFile::fileName).orElse(local.script());
        return source + " " + (version().isEmpty() ? "repeatable" : version()) + " (" + name + ")";
    }

    /**
     * Its script's text by its hash.
     *
     * @return SHA-256 in 64 hexadecimal digits; empty for a migration that is a class
     */
    public String sha256() {
        return up().map(ScriptFile::text).map(Candidate::sha256).orElse("");
    }

    private static String sha256(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
