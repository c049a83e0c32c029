package dev.holdfast.auth.stepup.jwt;

import dev.holdfast.core.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A JWS in compact form that was cut into its parts but not verified.
 *
 * <p>Reading is strict, since libraries forgive: exactly three parts, only base64url characters, no padding, no unused
 * bits set, well-formed UTF-8, no name twice.
 *
 * @param signingInput the first two parts with their dot, as they were signed
 * @param header the header's members
 * @param payload the payload's text
 * @param signature the third part, as it was written
 */
record CompactJws(String signingInput, Map<?, ?> header, String payload, String signature) {
    /** The longest token read, in characters; an own one with every part at its longest has fewer. */
    static final int MAX_LENGTH = 8192;

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    static Optional<CompactJws> parse(String text) {
        if (text.length() > MAX_LENGTH || !SHAPE.matcher(text).matches()) {
            return Optional.empty();
        }
        int first = text.indexOf('.');
        int second = text.indexOf('.', first + 1);
        try {
            String signature = text.substring(second + 1);
            int length = decoded(signature).length;
            if (length > 0 && Json.read(utf8(text.substring(0, first))) instanceof Map<?, ?> header) {
                String payload = utf8(text.substring(first + 1, second));
                return Optional.of(new CompactJws(text.substring(0, second), header, payload, signature));
            }
        } catch (IllegalArgumentException | CharacterCodingException notOne) {
            // Falls through: whatever is wrong with it, it is no token of ours.
        }
        return Optional.empty();
    }

    private static String utf8(String part) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(decoded(part)))
                .toString();
    }

    private static byte[] decoded(String part) {
        byte[] bytes = Base64.getUrlDecoder().decode(part);
        // The JDK's decoder overlooks bits set beyond the last byte: two texts would be one token.
        if (!Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
            throw new IllegalArgumentException("base64url must have no unused bits set");
        }
        return bytes;
    }
}
