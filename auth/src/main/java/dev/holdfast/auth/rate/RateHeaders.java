package dev.holdfast.auth.rate;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The response headers that tell a client its limit: {@code Retry-After} (RFC 9110 §10.2.3), and {@code RateLimit-Policy}
 * and {@code RateLimit} as in draft-ietf-httpapi-ratelimit-headers-10, which is no standard yet.
 */
public final class RateHeaders {
    /** When to try again, in seconds; only on a refusal. */
    public static final String RETRY_AFTER = "Retry-After";

    /** The limit: its name, {@code q} requests in {@code w} seconds. */
    public static final String RATE_LIMIT_POLICY = "RateLimit-Policy";

    /** Where the client stands: {@code r} requests left, {@code t} seconds until there are more. */
    public static final String RATE_LIMIT = "RateLimit";

    private RateHeaders() {}

    /**
     * The headers of one response.
     *
     * @param policy the limit
     * @param decision what it said
     * @return values by header name, in a stable order; a limit that could not be asked has {@code Retry-After} alone
     */
    public static Map<String, String> of(RatePolicy policy, RateDecision decision) {
        return Collections.unmodifiableMap(decision.fold(
                allowed -> standing(policy, ";r=" + allowed.remaining()), limited -> refusal(policy, limited)));
    }

    private static Map<String, String> refusal(RatePolicy policy, RateDecision.Limited limited) {
        long seconds = seconds(limited.retryAfter());
        Map<String, String> headers = limited.cause() == RateDecision.Cause.SPENT
                ? standing(policy, ";r=0;t=" + seconds)
                : new LinkedHashMap<>();
        headers.put(RETRY_AFTER, Long.toString(seconds));
        return headers;
    }

    private static Map<String, String> standing(RatePolicy policy, String left) {
        String name = '"' + policy.name() + '"';
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(
                RATE_LIMIT_POLICY,
                name + ";q=" + policy.limit() + ";w=" + policy.period().toSeconds());
        headers.put(RATE_LIMIT, name + left);
        return headers;
    }

    /** Rounded up: a client that comes back at the second told must not be early. */
    private static long seconds(Duration wait) {
        return wait.plusSeconds(1).minusNanos(1).toSeconds();
    }
}
