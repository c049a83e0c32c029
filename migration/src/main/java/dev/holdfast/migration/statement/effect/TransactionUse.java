package dev.holdfast.migration.statement.effect;

/** How a statement stands to the transaction around it. */
public enum TransactionUse {
    /** Runs inside a transaction and is undone with it. */
    INSIDE,
    /** Runs inside one, but what it makes may be used only after a commit: {@code ALTER TYPE … ADD VALUE}. */
    COMMIT_BEFORE_USE,
    /** Refuses to run inside a transaction, such as {@code CREATE INDEX CONCURRENTLY}. */
    OUTSIDE,
    /** Begins a transaction. */
    BEGINS,
    /** Commits or ends one. */
    COMMITS,
    /** Rolls one back as a whole. */
    ROLLS_BACK,
    /** Sets, releases or returns to a savepoint, or sets the transaction's mode. */
    WITHIN
}
