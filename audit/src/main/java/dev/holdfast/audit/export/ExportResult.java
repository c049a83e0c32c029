package dev.holdfast.audit.export;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an export wrote.
 *
 * @param events how many events
 * @param firstId the first of them, or null when there was none
 * @param lastId the last of them, or null when there was none
 * @param isComplete false when more events fit the filter than were asked for
 */
public record ExportResult(
        long events, @Nullable UUID firstId, @Nullable UUID lastId, boolean isComplete) {}
