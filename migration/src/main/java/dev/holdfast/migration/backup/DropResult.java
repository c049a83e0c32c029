package dev.holdfast.migration.backup;

/** What became of dropping a backup. */
public sealed interface DropResult {
    /**
     * The table is gone; its row in the catalogue stays.
     *
     * @param id the backup
     */
    record Dropped(long id) implements DropResult {}

    /**
     * Nothing was changed.
     *
     * @param id the number asked for
     * @param reason why
     */
    record Refused(long id, Reason reason) implements DropResult {}

    /** Why a backup was not dropped. */
    enum Reason {
        /** The catalogue has no such backup. */
        UNKNOWN,
        /** It was dropped before. */
        ALREADY_DROPPED,
        /** Nobody has looked whether it holds what was taken: verify it first. */
        NOT_VERIFIED,
        /** Its time has not come. */
        NOT_EXPIRED
    }
}
