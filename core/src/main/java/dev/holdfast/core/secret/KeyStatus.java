package dev.holdfast.core.secret;

/** Where a key stands in its life. */
public enum KeyStatus {
    /** Published to every node, not yet used to make anything; already accepted. */
    PENDING,
    /** Makes and accepts; exactly one key of a ring. */
    ACTIVE,
    /** Makes nothing more; what it made is still accepted. */
    RETIRING,
    /** No longer accepted; kept so that its id is known. */
    RETIRED,
    /** Known to others; nothing made under it is accepted, at once. */
    COMPROMISED;

    /**
     * Whether values made under such a key are accepted.
     *
     * @return true for pending, active and retiring keys
     */
    public boolean accepts() {
        return this == PENDING || this == ACTIVE || this == RETIRING;
    }
}
