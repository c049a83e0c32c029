package dev.holdfast.audit.privacy.subject;

import dev.holdfast.core.secret.Sealed;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A row of the keys' table.
 *
 * @param id the key's id, as events name it
 * @param tag what the person is known by, in hexadecimal
 * @param wrapped the key, or null when it was destroyed
 */
record StoredKey(String id, String tag, @Nullable Sealed wrapped) {
    static String hex(byte[] tag) {
        return HexFormat.of().formatHex(tag);
    }
}
