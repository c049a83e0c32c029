package dev.holdfast.core;

import org.jspecify.annotations.Nullable;

/**
 * The root of what Holdfast throws: wrong use of a feature, a conflict the caller asked to have thrown, or failed
 * infrastructure. A refusal that a user or an attacker can cause is never thrown; it is a value.
 *
 * <p>Invalid arguments are reported as {@link IllegalArgumentException}. Messages never hold a secret, a token, a hash
 * or a bound value.
 */
public abstract class HoldfastException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message one sentence: the rule, the value, the next step
     * @param cause what led to it, or null
     */
    protected HoldfastException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
