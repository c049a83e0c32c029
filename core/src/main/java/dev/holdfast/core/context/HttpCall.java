package dev.holdfast.core.context;

import dev.holdfast.core.Require;
import dev.holdfast.core.json.Json;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP request an act belongs to.
 *
 * @param method the method, such as {@code POST}
 * @param route the route's template, such as {@code /lending/{id}}, not the raw path: a raw path can hold secrets
 * @param status the response's status, or null when not yet known
 * @param duration how long it took, at most 365 days, truncated to microseconds, or null when not yet known
 */
public record HttpCall(
        String method,
        String route,
        @Nullable Integer status,
        @Nullable Duration duration) {
    private static final Duration MAX_DURATION = Duration.ofDays(365);

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException when the method or route is blank or too long, the status is no status, or the
     *     duration is negative or too long
     */
    public HttpCall {
        method = Json.clean(Require.text("method", method, 16));
        route = Json.clean(Require.text("route", route, 300));
        if (status != null) {
            Require.between("status", status, 100, 599);
        }
        if (duration != null) {
            duration = Require.between("duration", duration, Duration.ZERO, MAX_DURATION)
                    .truncatedTo(ChronoUnit.MICROS);
        }
    }
}
