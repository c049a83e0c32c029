package dev.holdfast.core.lock.etag;

import dev.holdfast.core.Require;
import java.util.regex.Pattern;

/**
 * An entity tag as HTTP headers carry it (RFC 9110 §8.8.3).
 *
 * @param opaque what stands between the quotes, at most 256 characters
 * @param weak whether it is marked {@code W/}, so that it may stand for several representations
 */
public record EntityTag(String opaque, boolean weak) {
    /** The longest tag, in characters. */
    public static final int MAX_LENGTH = 256;

    // etagc = %x21 / %x23-7E / obs-text
    private static final Pattern ETAGC = Pattern.compile("[\\x21\\x23-\\x7E\\x80-\\xFF]{0," + MAX_LENGTH + "}");

    /**
     * Checks the characters.
     *
     * @throws IllegalArgumentException when one cannot stand in an entity tag, or there are too many
     */
    public EntityTag {
        Require.matching("opaque", opaque, ETAGC, "must be at most 256 visible characters without quotation marks");
    }

    /**
     * A tag that stands for one representation, byte by byte.
     *
     * @param opaque what stands between the quotes
     * @return the tag
     */
    public static EntityTag strong(String opaque) {
        return new EntityTag(opaque, false);
    }

    /**
     * Whether both are strong and the same: what If-Match asks for (RFC 9110 §8.8.3.2).
     *
     * @param other the other tag
     * @return true when neither is weak and they are equal
     */
    public boolean matchesStrongly(EntityTag other) {
        return !weak && !other.weak && opaque.equals(other.opaque);
    }

    /**
     * Whether they are the same but for weakness: what If-None-Match asks for (RFC 9110 §8.8.3.2).
     *
     * @param other the other tag
     * @return true when the opaque parts are equal
     */
    public boolean matchesWeakly(EntityTag other) {
        return opaque.equals(other.opaque);
    }

    /**
     * The tag as it stands in a header.
     *
     * @return such as {@code "3-Fq0x7LmA"}, with the quotes
     */
    @Override
    public String toString() {
        return (weak ? "W/\"" : "\"") + opaque + '"';
    }
}
