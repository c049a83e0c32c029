package dev.holdfast.core.secret;

import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * A keyed hash and the id of its key. Prints only the id; compares in constant time. Immutable.
 *
 * @param keyId the key's id
 * @param hash 32 bytes; copied in and out
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by content
public record HashTag(String keyId, byte[] hash) {
    /**
     * Copies the hash.
     */
    public HashTag {
        hash = hash.clone();
    }

    @Override
    public byte[] hash() {
        return hash.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HashTag that && keyId.equals(that.keyId) && MessageDigest.isEqual(hash, that.hash);
    }

    @Override
    public int hashCode() {
        return keyId.hashCode();
    }

    @Override
    public String toString() {
        return "HashTag[keyId=" + keyId + "]";
    }
}
