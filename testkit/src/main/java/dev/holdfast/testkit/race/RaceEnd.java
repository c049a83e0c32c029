package dev.holdfast.testkit.race;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one contender's transaction ended in one round of a {@link Race}.
 *
 * @param <T> what the body gives
 */
public sealed interface RaceEnd<T> {

    /**
     * The body returned and the commit was acknowledged.
     *
     * @param value what the body gave
     * @param <T> what the body gives
     */
    record Committed<T>(T value) implements RaceEnd<T> {}

    /**
     * The body returned and had asked for a rollback.
     *
     * @param value what the body gave
     * @param <T> what the body gives
     */
    record RolledBack<T>(T value) implements RaceEnd<T> {}

    /**
     * The body or the commit threw, and the transaction was rolled back.
     *
     * @param sqlState the SQLSTATE of the first SQL exception among the causes; null when there is none
     * @param error what was thrown
     * @param <T> what the body gives
     */
    record Failed<T>(@Nullable String sqlState, Exception error) implements RaceEnd<T> {}

    /**
     * The value, when it was committed.
     *
     * @return the value or empty
     */
    default Optional<T> committed() {
        return this instanceof Committed<T> end ? Optional.of(end.value()) : Optional.empty();
    }

    /**
     * Whether this end is a failure with the given SQLSTATE, such as {@code 40001}.
     *
     * @param sqlState five characters
     * @return whether it is
     */
    default boolean failedWith(String sqlState) {
        return this instanceof Failed<T> end && sqlState.equals(end.sqlState());
    }
}
