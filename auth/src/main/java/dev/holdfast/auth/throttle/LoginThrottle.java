package dev.holdfast.auth.throttle;

import dev.holdfast.auth.throttle.policy.ThrottlePolicy;
import java.time.Clock;

/**
 * Bounds how often passwords are guessed: the port, with ready forms over PostgreSQL and in memory.
 *
 * <pre>{@code
 * return throttle.attempt(key).fold(
 *         allowed -> {
 *             boolean right = check(password);
 *             if (right) {
 *                 throttle.succeeded(allowed.ticket());
 *             }
 *             return right;
 *         },
 *         retryAfter -> false);
 * }</pre>
 *
 * <p><em>Transaction.</em> Owns: what is counted stays counted whatever becomes of the caller's transaction. Call it
 * outside of one.
 *
 * <p><em>Contract.</em> Of any number of attempts at once no more are allowed than the buckets have left. An attempt is
 * allowed by all its buckets or taken from none. Accounts that do not exist are counted as those that do. Implementations
 * are thread-safe. Published as {@code LoginThrottleContract} in the module's tests jar.
 */
public interface LoginThrottle {
    /**
     * Counts an attempt, before its password is looked at.
     *
     * <p><em>Refusals.</em> {@link ThrottleDecision.Refused}: a bucket makes the account, the address or the host wait, or
     * the account is shut until {@link #reset}; or the decision could not be had in time.
     *
     * @param key who tries, from where
     * @return allowed with a ticket, or refused
     */
    ThrottleDecision attempt(ThrottleKey key);

    /**
     * Gives back what one attempt took, because its password was right; what other attempts took stays. A second call
     * with one ticket does nothing, and so does one after a reset.
     *
     * @param ticket from the attempt
     * @throws IllegalArgumentException when the ticket is of another throttle
     */
    void succeeded(ThrottleDecision.Ticket ticket);

    /**
     * Remembers the place of a login, once the last factor is proven. Without a country nothing is remembered.
     *
     * @param key who logged in, from where
     */
    void remember(ThrottleKey key);

    /**
     * Makes an account's budgets whole again, its devices' included: after a reset of the password by link, after a
     * recovery code, or by an administrator. Never refused, whatever the account's state.
     *
     * @param account whose budgets
     */
    void reset(AccountName account);

    /**
     * The form that counts in the database, for hosts of any number of nodes.
     *
     * @param setup what it works with
     * @return the throttle
     */
    static LoginThrottle of(ThrottleSetup setup) {
        return new PostgresThrottle(setup);
    }

    /**
     * The form for one process without a database, such as a tool with a single user. A restart forgets everything; no
     * events are recorded; beyond 100,000 buckets the least used ones are forgotten.
     *
     * @param policy the settings
     * @param clock the host's clock
     * @return the throttle
     */
    static LoginThrottle inMemory(ThrottlePolicy policy, Clock clock) {
        return new MemoryThrottle(policy, clock);
    }
}
