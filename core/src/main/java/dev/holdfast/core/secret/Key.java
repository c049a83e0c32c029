package dev.holdfast.core.secret;

import dev.holdfast.core.Require;
import java.util.regex.Pattern;

/**
 * One symmetric key of a ring.
 *
 * @param id its name, stored beside everything made under it: 1 to 32 lower-case letters, digits and hyphens
 * @param material the key's bytes, exactly 32
 * @param status where it stands in its life
 */
public record Key(String id, Secret material, KeyStatus status) {
    /** The length of the material in bytes: 256 bits. */
    public static final int LENGTH = 32;

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

    /**
     * Checks id and length.
     *
     * @throws IllegalArgumentException when the id is malformed or the material has another length
     */
    public Key {
        Require.matching("key id", id, ID, "must be 1 to 32 lower-case letters, digits or hyphens");
        if (material.length() != LENGTH) {
            throw new IllegalArgumentException(
                    "material of key " + id + " must have " + LENGTH + " bytes, got " + material.length());
        }
    }

    /**
     * An active key.
     *
     * @param id its name
     * @param material 32 bytes
     * @return the key
     */
    public static Key active(String id, Secret material) {
        return new Key(id, material, KeyStatus.ACTIVE);
    }

    /**
     * The same key at another point of its life.
     *
     * @param value the status
     * @return the key
     */
    public Key withStatus(KeyStatus value) {
        return new Key(id, material, value);
    }
}
