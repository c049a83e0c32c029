package dev.holdfast.audit.privacy.subject;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.metric.Ticker;
import dev.holdfast.core.tx.TransactionRunner;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * What the keeping of subject keys is given by its host.
 *
 * @param runner owns the transactions in which keys are made and read for writing; over a small pool of its own, since the
 *     caller may hold a connection of the host's pool meanwhile
 * @param namespace where the keys' table is
 * @param random where keys and nonces come from
 * @param clock stamps keys and erasures
 * @param ticker measures how long a key has been at hand
 */
public record SubjectHost(
        TransactionRunner runner, Namespace namespace, SecureRandom random, Clock clock, Ticker ticker) {
    /**
     * A host with the keys in their usual place.
     *
     * @param runner owns the transactions, over a small pool of its own
     * @param random where keys and nonces come from
     * @param clock the host's clock
     * @return the host
     */
    public static SubjectHost of(TransactionRunner runner, SecureRandom random, Clock clock) {
        return new SubjectHost(runner, SubjectKeySchema.namespace(), random, clock, Ticker.system());
    }

    /**
     * The same with the keys elsewhere.
     *
     * @param value where their table is, not the log's namespace
     * @return the host
     */
    public SubjectHost withNamespace(Namespace value) {
        return new SubjectHost(runner, value, random, clock, ticker);
    }

    /**
     * The same with another measure of time.
     *
     * @param value measures how long a key has been at hand
     * @return the host
     */
    public SubjectHost withTicker(Ticker value) {
        return new SubjectHost(runner, namespace, random, clock, value);
    }
}
