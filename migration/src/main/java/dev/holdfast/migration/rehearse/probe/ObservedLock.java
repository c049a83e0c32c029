package dev.holdfast.migration.rehearse.probe;

import dev.holdfast.migration.statement.effect.LockMode;

/**
 * A lock that a statement was seen to hold.
 *
 * @param relation on what
 * @param mode in which mode
 */
public record ObservedLock(Relation relation, LockMode mode) implements Comparable<ObservedLock> {
    /**
     * Whether another session can feel it: a relation made in the same transaction is seen by nobody else.
     *
     * @return false for a relation that the run itself made
     */
    public boolean isFelt() {
        return !relation.created();
    }

    @Override
    public int compareTo(ObservedLock other) {
        int byMode = other.mode.compareTo(mode);
        return byMode != 0 ? byMode : relation.compareTo(other.relation);
    }

    @Override
    public String toString() {
        return relation + " " + mode + (relation.created() ? " (new)" : "");
    }
}
