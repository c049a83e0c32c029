package dev.holdfast.core.context;

import dev.holdfast.core.Require;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A position in a distributed trace, as the header {@code traceparent} carries it.
 *
 * <p>Source: W3C Trace Context, Level 1, §3.2.
 *
 * @param traceId 32 lower-case hexadecimal digits, not all zero
 * @param spanId 16 lower-case hexadecimal digits, not all zero (the specification's parent-id)
 * @param flags the trace flags, 0 to 255; bit 0 is "sampled"
 */
public record TraceParent(String traceId, String spanId, int flags) {
    /** The header's name. */
    public static final String HEADER = "traceparent";

    private static final Pattern TRACE_ID = Pattern.compile("(?!0{32})[0-9a-f]{32}");
    private static final Pattern SPAN_ID = Pattern.compile("(?!0{16})[0-9a-f]{16}");
    // A version above 00 may be followed by "-" and parts that this version does not know (§3.2.2.1, §4.3).
    private static final Pattern HEADER_SHAPE =
            Pattern.compile("(?!ff)([0-9a-f]{2})-((?!0{32})[0-9a-f]{32})-((?!0{16})[0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
    private static final int MAX_HEADER = 512;

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException when a part is malformed
     */
    public TraceParent {
        Require.matching("traceId", traceId, TRACE_ID, "must be 32 lower-case hex digits, not all zero");
        Require.matching("spanId", spanId, SPAN_ID, "must be 16 lower-case hex digits, not all zero");
        Require.between("flags", flags, 0, 255);
    }

    /**
     * Starts a new trace.
     *
     * @param random where the ids come from
     * @return a position with random ids, sampled
     */
    public static TraceParent generate(SecureRandom random) {
        return new TraceParent(randomHex(random, 16), randomHex(random, 8), 1);
    }

    /**
     * Reads the header.
     *
     * @param header the value, or null when absent
     * @return the position, or empty when absent or malformed
     */
    public static Optional<TraceParent> parse(@Nullable String header) {
        if (header == null || header.length() > MAX_HEADER) {
            return Optional.empty();
        }
        Matcher matcher = HEADER_SHAPE.matcher(header);
        if (!matcher.matches() || ("00".equals(matcher.group(1)) && matcher.group(5) != null)) {
            return Optional.empty();
        }
        return Optional.of(new TraceParent(matcher.group(2), matcher.group(3), Integer.parseInt(matcher.group(4), 16)));
    }

    /**
     * A child position: the same trace, another span.
     *
     * @param random where the span's id comes from
     * @return the position to hand on
     */
    public TraceParent child(SecureRandom random) {
        return new TraceParent(traceId, randomHex(random, 8), flags);
    }

    /**
     * The header's value.
     *
     * @return version 00 of the form
     */
    public String header() {
        return "00-" + traceId + "-" + spanId + "-" + HexFormat.of().toHexDigits((byte) flags);
    }

    private static String randomHex(SecureRandom random, int bytes) {
        byte[] value = new byte[bytes];
        do {
            random.nextBytes(value);
        } while (isZero(value));
        return HexFormat.of().formatHex(value);
    }

    private static boolean isZero(byte[] value) {
        int or = 0;
        for (byte b : value) {
            or |= b;
        }
        return or == 0;
    }
}
