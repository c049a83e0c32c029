package dev.holdfast.auth.rate;

import dev.holdfast.auth.address.ClientAddress;
import dev.holdfast.core.metric.Ticker;

/**
 * A limit on requests: the port, with its ready forms.
 *
 * <p><em>Contract.</em> {@link #check} decides and counts in one step, so that requests side by side cannot pass
 * together where one would; keys do not influence each other; a refused request is not counted; any text is a key.
 * Implementations are thread-safe and own whatever transaction they need. Published as {@code RateLimitContract} in the
 * module's tests jar.
 */
@FunctionalInterface
public interface RateLimit {
    /** How many clients {@link #local(RatePolicy)} tells apart. */
    int DEFAULT_MAX_KEYS = 100_000;

    /**
     * Counts a request if it may pass.
     *
     * @param key who makes it, such as an API key's id; not a secret
     * @return whether it may pass
     */
    RateDecision check(String key);

    /**
     * Counts a request if it may pass, by its network: an IPv6 client has a whole /64 of addresses.
     *
     * @param client who makes it
     * @return whether it may pass
     */
    default RateDecision check(ClientAddress client) {
        return check(client.network());
    }

    /**
     * A limit of this process, for 100,000 clients.
     *
     * @param policy the settings
     * @return the limit
     * @throws IllegalStateException when {@code com.bucket4j:bucket4j_jdk17-core} is not on the class path
     */
    static RateLimit local(RatePolicy policy) {
        return local(policy, DEFAULT_MAX_KEYS, Ticker.system());
    }

    /**
     * A limit of this process. A restart forgets it, and each node has its own: behind n nodes a client has up to n
     * times the limit.
     *
     * <p><em>Security note.</em> Memory is bounded by forgetting the clients seen least, and who is forgotten begins with
     * a full burst. A client can bring that about by a flood of other keys, but each of these has a burst of its own: what
     * it gains is less than what they give it anyway. Keep more clients than come in the time a bucket takes to fill.
     *
     * @param policy the settings
     * @param maxKeys how many clients are kept, 1,000 to 10,000,000
     * @param ticker elapsed time, which steps of the wall clock leave alone
     * @return the limit
     * @throws IllegalStateException when {@code com.bucket4j:bucket4j_jdk17-core} is not on the class path
     */
    static RateLimit local(RatePolicy policy, long maxKeys, Ticker ticker) {
        return RateLibrary.CORE.require(() -> new LocalRateLimit(policy, maxKeys, ticker));
    }
}
