package dev.holdfast.auth.rate;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.Require;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * What a {@link SharedRateLimit} works with.
 *
 * @param namespace where the table is
 * @param policy the settings; the same on every node
 * @param dataSource connections of its own, never those of a running transaction: a small pool at READ COMMITTED whose
 *     own time-out bounds the wait for a connection
 * @param clock what all nodes agree on, such as a {@code DatabaseClock}
 * @param timeout how long a statement may take, 1 s to 1 min
 */
public record SharedRateSetup(
        Namespace namespace, RatePolicy policy, DataSource dataSource, Clock clock, Duration timeout) {
    /**
     * Checks the time-out.
     *
     * @throws IllegalArgumentException when it is out of bounds
     */
    public SharedRateSetup {
        Require.between("timeout", timeout, Duration.ofSeconds(1), Duration.ofMinutes(1));
    }

    /**
     * A setup in the default namespace, with two seconds for a statement.
     *
     * @param policy the settings
     * @param dataSource connections of its own
     * @param clock what all nodes agree on
     * @return the setup
     */
    public static SharedRateSetup of(RatePolicy policy, DataSource dataSource, Clock clock) {
        return new SharedRateSetup(Namespace.defaults(), policy, dataSource, clock, Duration.ofSeconds(2));
    }

    /**
     * The same over a table elsewhere.
     *
     * @param value the schema and prefix
     * @return the setup
     */
    public SharedRateSetup withNamespace(Namespace value) {
        return new SharedRateSetup(value, policy, dataSource, clock, timeout);
    }

    /**
     * The same with another bound on a statement's time.
     *
     * @param value 1 s to 1 min
     * @return the setup
     */
    public SharedRateSetup withTimeout(Duration value) {
        return new SharedRateSetup(namespace, policy, dataSource, clock, value);
    }
}
