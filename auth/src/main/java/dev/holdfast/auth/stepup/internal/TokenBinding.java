package dev.holdfast.auth.stepup.internal;

import java.util.HexFormat;

/**
 * What a token is bound to, as it stands in its row.
 *
 * @param tenantId the tenant, or empty
 * @param userId the user
 * @param sessionId the session
 * @param action the action's name
 * @param payloadHex the payload's digest, 64 hexadecimal digits
 */
public record TokenBinding(String tenantId, String userId, String sessionId, String action, String payloadHex) {
    byte[] payloadDigest() {
        return HexFormat.of().parseHex(payloadHex);
    }
}
