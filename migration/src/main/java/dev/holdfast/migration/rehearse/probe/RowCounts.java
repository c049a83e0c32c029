package dev.holdfast.migration.rehearse.probe;

/**
 * What was done with the rows of one table.
 *
 * @param inserted rows added
 * @param updated rows changed
 * @param deleted rows removed
 * @param scans how often it was read from its first page to its last
 * @param read rows that those scans returned
 */
public record RowCounts(long inserted, long updated, long deleted, long scans, long read) {
    static final RowCounts NONE = new RowCounts(0, 0, 0, 0, 0);

    /**
     * Rows written in whatever way.
     *
     * @return inserted, updated and deleted together
     */
    public long written() {
        return inserted + updated + deleted;
    }

    boolean isNone() {
        return equals(NONE);
    }

    /** The counts since an earlier look; TRUNCATE sets counters back, which is no negative work. */
    RowCounts since(RowCounts before) {
        return new RowCounts(
                Math.max(0, inserted - before.inserted),
                Math.max(0, updated - before.updated),
                Math.max(0, deleted - before.deleted),
                Math.max(0, scans - before.scans),
                Math.max(0, read - before.read));
    }
}
