package dev.holdfast.migration.record;

import dev.holdfast.core.Require;
import java.util.regex.Pattern;

/**
 * The end of a chain: the last record's number and hash. Kept in another place, it pins the chain: records cut off its
 * end, which no chain shows by itself, are then found.
 *
 * @param sequence the last record's number; 0 for a ledger without any
 * @param hash the last record's hash, 64 hexadecimal digits; zeros for a ledger without any
 */
public record ChainHead(long sequence, String hash) {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern TEXT = Pattern.compile("(0|[1-9][0-9]{0,17}):[0-9a-f]{64}");

    /** The end of a ledger without a record. As a pin it asks for nothing. */
    public static final ChainHead NONE = new ChainHead(0, "0".repeat(64));

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException when the number is negative or the hash is not 64 hexadecimal digits
     */
    public ChainHead {
        if (sequence < 0) {
            throw new IllegalArgumentException("sequence must be at least 0, got " + sequence);
        }
        Require.matching("hash", hash, HASH, "must be 64 hexadecimal digits");
    }

    /**
     * The end that a text names.
     *
     * @param text what {@link #toString} gave
     * @return the end
     * @throws IllegalArgumentException when it is not of the form {@code number:hash}
     */
    public static ChainHead parse(String text) {
        Require.matching("pin", text, TEXT, "must be a number, a colon and 64 hexadecimal digits");
        int colon = text.indexOf(':');
        return new ChainHead(Long.parseLong(text.substring(0, colon)), text.substring(colon + 1));
    }

    /** The end as a text to keep, such as {@code 42:} and the hash. */
    @Override
    public String toString() {
        return sequence + ":" + hash;
    }
}
