package dev.holdfast.migration.phase;

import java.time.Instant;

/**
 * One running instance of an application, as it was last seen.
 *
 * @param application the application's name
 * @param instance which of its instances, such as a host name
 * @param version its version, as it calls itself
 * @param seenAt when it was last seen
 */
public record SeenVersion(String application, String instance, String version, Instant seenAt) {}
