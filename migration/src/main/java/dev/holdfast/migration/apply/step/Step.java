package dev.holdfast.migration.apply.step;

import dev.holdfast.migration.sql.SqlStatement;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A piece of a migration that happens as a whole: a transaction, or one statement that refuses one.
 *
 * @param number its number in the migration, from 1
 * @param inTransaction whether it is a transaction
 * @param setup what comes before its statements
 * @param statements its statements, in order; at least one
 */
public record Step(int number, boolean inTransaction, Setup setup, List<SqlStatement> statements) {
    /** Copies the list. */
    public Step {
        statements = List.copyOf(statements);
    }

    /**
     * What comes before a step's statements.
     *
     * @param mode how its transaction begins, such as {@code SET TRANSACTION ISOLATION LEVEL SERIALIZABLE}; mostly empty
     * @param settings what earlier steps have set for the session
     */
    public record Setup(String mode, List<SqlStatement> settings) {
        /** Copies the list. */
        public Setup {
            settings = List.copyOf(settings);
        }
    }

    /**
     * A digest of what it runs, by which a later run knows that it is still the same.
     *
     * @return SHA-256 of its statements' texts and data, in hexadecimal digits
     */
    public String sha256() {
        MessageDigest digest = digest();
        for (SqlStatement statement : statements) {
            digest.update(statement.text().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(statement.copyData().orElse("").getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
