package dev.holdfast.audit.seal.tree;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A SHA-256 value of the tree: of a leaf, of a node, or the root. Immutable and thread-safe.
 *
 * <p>A hash of the tree is no secret: whoever sees it learns nothing of the events that he could not guess whole.
 */
public final class TreeHash {
    /** How many bytes a hash has. */
    public static final int BYTES = 32;

    private static final int TEXT = 44;

    private final byte[] value;

    private TreeHash(byte[] value) {
        this.value = value;
    }

    /**
     * A hash from bytes, which are copied.
     *
     * @param bytes exactly {@value #BYTES} bytes
     * @return the hash
     * @throws IllegalArgumentException when there are more or fewer
     */
    public static TreeHash of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a tree hash must have " + BYTES + " bytes, got " + bytes.length);
        }
        return new TreeHash(bytes.clone());
    }

    /**
     * A hash from within an array, such as a tile.
     *
     * @param array holds the hash
     * @param offset where it begins
     * @return the hash
     */
    public static TreeHash at(byte[] array, int offset) {
        return new TreeHash(Arrays.copyOfRange(array, offset, offset + BYTES));
    }

    /**
     * Reads what {@link #toString} gives.
     *
     * @param text base64 (RFC 4648 §4) with padding
     * @return the hash, or empty when {@link #toString} gives no such text
     */
    public static Optional<TreeHash> parse(String text) {
        if (text.length() != TEXT) {
            return Optional.empty();
        }
        try {
            TreeHash hash = new TreeHash(Base64.getDecoder().decode(text));
            // The last character has bits to spare: one text a hash.
            return hash.value.length == BYTES && hash.toString().equals(text) ? Optional.of(hash) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /**
     * The hash's bytes, copied.
     *
     * @return {@value #BYTES} bytes
     */
    public byte[] bytes() {
        return value.clone();
    }

    /** The bytes themselves, for this package to read. */
    byte[] raw() {
        return value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TreeHash that && MessageDigest.isEqual(value, that.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    /**
     * The hash as base64 (RFC 4648 §4).
     *
     * @return 44 characters
     */
    @Override
    public String toString() {
        return Base64.getEncoder().encodeToString(value);
    }
}
