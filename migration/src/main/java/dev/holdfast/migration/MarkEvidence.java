package dev.holdfast.migration;

import dev.holdfast.core.Require;

/** Why it is believed that a migration was run by other means. */
public sealed interface MarkEvidence {
    /**
     * Everything that its script creates is looked up in the catalog. That shows nothing of what it does to rows.
     *
     * @return the evidence
     */
    static MarkEvidence objectsExist() {
        return new ObjectsExist();
    }

    /**
     * Nothing is looked up: somebody answers for it. It is written to the log.
     *
     * @param by who, at most 120 characters
     * @param because why, at most 500 characters
     * @return the waiver
     * @throws IllegalArgumentException when one is blank or too long
     */
    static MarkEvidence waived(String by, String because) {
        return new Waived(by, because);
    }

    /** The catalog is asked. */
    record ObjectsExist() implements MarkEvidence {}

    /**
     * Somebody answers for it.
     *
     * @param by who
     * @param because why
     */
    record Waived(String by, String because) implements MarkEvidence {
        /** Checks the texts. */
        public Waived {
            Require.text("by", by, 120);
            Require.text("because", because, 500);
        }
    }
}
