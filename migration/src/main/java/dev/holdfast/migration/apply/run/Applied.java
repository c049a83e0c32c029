package dev.holdfast.migration.apply.run;

import java.time.Duration;

/**
 * A migration that was applied.
 *
 * @param source a module's name, or {@code host}
 * @param version its version; empty for a repeatable one
 * @param description what it does
 * @param took how long it ran
 */
public record Applied(String source, String version, String description, Duration took) {}
