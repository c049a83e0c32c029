package dev.holdfast.auth.stepup.jwt;

import dev.holdfast.core.json.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** The claims as JSON and back; what is read must have exactly the members that are written. */
final class ClaimsReader {
    private static final Set<String> NAMES = Set.of(
            "iss", "aud", "sub", "sid", "tenant", "action", "payload_digest", "acr", "amr", "auth_time", "jti", "iat",
            "exp");
    private static final Pattern UUID_SHAPE = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final int MICROS_DIGITS = 6;
    private static final int MAX_PRECISION = 18;
    private static final int MAX_AMR = 16;

    private ClaimsReader() {}

    static String write(String issuer, String audience, StepUpClaims claims) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("iss", issuer);
        members.put("aud", audience);
        members.put("sub", claims.subject());
        members.put("sid", claims.sessionId());
        members.put("tenant", claims.tenantId());
        members.put("action", claims.action());
        members.put("payload_digest", claims.payloadHex());
        members.put("acr", claims.acr());
        members.put("amr", claims.amr());
        members.put("auth_time", numericDate(claims.authenticatedAt()));
        members.put("jti", claims.jti().toString());
        members.put("iat", numericDate(claims.issuedAt()));
        members.put("exp", numericDate(claims.expiresAt()));
        return Json.write(members);
    }

    /**
     * Reads the claims of a token whose signature was verified.
     *
     * @throws IllegalArgumentException when a member is missing, unknown or of another type, or it is for somebody else
     */
    static StepUpClaims read(String issuer, String audience, String payload) {
        if (!(Json.read(payload) instanceof Map<?, ?> members) || !members.keySet().equals(NAMES)) {
            throw new IllegalArgumentException("claims must be exactly " + NAMES);
        }
        require(text(members, "iss").equals(issuer), "iss");
        require(text(members, "aud").equals(audience), "aud");
        return new StepUpClaims(
                uuid(text(members, "jti")),
                text(members, "tenant"),
                text(members, "sub"),
                text(members, "sid"),
                text(members, "action"),
                text(members, "payload_digest"),
                text(members, "acr"),
                texts(members, "amr"),
                time(members, "auth_time"),
                time(members, "iat"),
                time(members, "exp"));
    }

    /** RFC 7519 §2: seconds since 1970, a fraction allowed; microseconds, as the database keeps them. */
    private static BigDecimal numericDate(Instant time) {
        return BigDecimal.valueOf(time.getEpochSecond())
                .add(BigDecimal.valueOf(time.getNano() / 1000, MICROS_DIGITS));
    }

    private static Instant time(Map<?, ?> members, String name) {
        // The bounds stand before any arithmetic: 1e999999999 is a number of one digit.
        if (members.get(name) instanceof BigDecimal value
                && value.signum() >= 0
                && value.scale() >= 0
                && value.scale() <= MICROS_DIGITS
                && value.precision() <= MAX_PRECISION) {
            long micros = value.movePointRight(MICROS_DIGITS).longValueExact();
            return Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1000);
        }
        throw refusal(name);
    }

    private static List<String> texts(Map<?, ?> members, String name) {
        if (members.get(name) instanceof List<?> values
                && !values.isEmpty()
                && values.size() <= MAX_AMR
                && values.stream().allMatch(String.class::isInstance)) {
            return values.stream().map(String.class::cast).toList();
        }
        throw refusal(name);
    }

    private static String text(Map<?, ?> members, String name) {
        if (members.get(name) instanceof String value) {
            return value;
        }
        throw refusal(name);
    }

    private static UUID uuid(String text) {
        require(UUID_SHAPE.matcher(text).matches(), "jti");
        return UUID.fromString(text);
    }

    private static void require(boolean holds, String name) {
        if (!holds) {
            throw refusal(name);
        }
    }

    private static IllegalArgumentException refusal(String name) {
        return new IllegalArgumentException("claim " + name + " must be as a step-up token of this issuer has it");
    }
}
