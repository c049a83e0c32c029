package dev.holdfast.audit.record.spool;

import java.nio.file.Path;

/**
 * Where a spool lies and how large it may grow.
 *
 * @param directory on a local disk, for one process alone; made with mode 700 when it is not there
 * @param segmentBytes the size of a segment file; 4 KiB to 1 GiB, default 16 MiB. The next one is made once a segment is half
 *     full
 * @param maxBytes how much the segments may take in all, at least one segment; default 4 GiB. Beyond it events are turned
 *     away: the database has not been reached for long
 */
public record SpoolPolicy(Path directory, int segmentBytes, long maxBytes) {
    private static final int MIN_SEGMENT = 4 << 10;
    private static final int MAX_SEGMENT = 1 << 30;

    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException when one is out of bounds
     */
    public SpoolPolicy {
        if (segmentBytes < MIN_SEGMENT || segmentBytes > MAX_SEGMENT) {
            throw new IllegalArgumentException(
                    "segmentBytes must be between " + MIN_SEGMENT + " and " + MAX_SEGMENT + ", got " + segmentBytes);
        }
        if (maxBytes < segmentBytes) {
            throw new IllegalArgumentException(
                    "maxBytes must be at least segmentBytes, " + segmentBytes + ", got " + maxBytes);
        }
    }

    /**
     * Segments of 16 MiB, 4 GiB in all.
     *
     * @param directory where the spool lies
     * @return the policy
     */
    public static SpoolPolicy in(Path directory) {
        return new SpoolPolicy(directory, 16 << 20, 4L << 30);
    }

    /**
     * The same with other sizes.
     *
     * @param segment the size of a segment file
     * @param max how much the segments may take in all
     * @return the policy
     */
    public SpoolPolicy withSizes(int segment, long max) {
        return new SpoolPolicy(directory, segment, max);
    }
}
