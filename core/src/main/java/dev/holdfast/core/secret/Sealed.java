package dev.holdfast.core.secret;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A sealed value as stored: format byte, nonce, ciphertext and tag, with the key's id beside it. Prints only the id.
 *
 * @param keyId the key's id, in a column of its own so that a rotation finds what is left
 * @param bytes what is stored; copied in and out
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by content
public record Sealed(String keyId, byte[] bytes) {
    /**
     * Copies the bytes.
     */
    public Sealed {
        bytes = bytes.clone();
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Sealed that && keyId.equals(that.keyId) && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Sealed[keyId=" + keyId + "]";
    }
}
