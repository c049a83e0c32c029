package dev.holdfast.core.context;

import dev.holdfast.core.Require;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The id that ties together everything done for one request, over services and log lines.
 *
 * @param value 8 to 64 letters, digits, dots, underscores and hyphens: safe in a header and in a log line
 */
public record CorrelationId(String value) {
    /** The usual header's name. */
    public static final String HEADER = "X-Correlation-ID";

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9._-]{8,64}");

    /**
     * Checks the shape.
     *
     * @throws IllegalArgumentException when it has another shape
     */
    public CorrelationId {
        Require.matching("correlation id", value, SHAPE, "must be 8 to 64 letters, digits, '.', '_' or '-'");
    }

    /**
     * A new id.
     *
     * @return a random id of 128 bits
     */
    public static CorrelationId generate() {
        return new CorrelationId(UUID.randomUUID().toString());
    }

    /**
     * Reads what a client sent; a foreign id is taken only when its shape makes it harmless.
     *
     * @param header the header's value, or null when absent
     * @return the id, or empty when absent or malformed
     */
    public static Optional<CorrelationId> parse(@Nullable String header) {
        return header != null && SHAPE.matcher(header).matches()
                ? Optional.of(new CorrelationId(header))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
