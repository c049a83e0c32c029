package dev.holdfast.migration.preflight;

import java.util.List;

/**
 * Rows of a child table whose parent does not exist.
 *
 * @param key the foreign key they stand against
 * @param count how many rows
 * @param sample some of the keys that have no parent, each as the texts of its columns; left out of {@link #toString}
 */
public record Orphans(ForeignKey key, long count, List<List<String>> sample) {
    /** Copies the list. */
    public Orphans {
        sample = sample.stream().map(List::copyOf).toList();
    }

    /**
     * Whether the foreign key can be added.
     *
     * @return true when no row stands against it
     */
    public boolean isEmpty() {
        return count == 0;
    }

    @Override
    public String toString() {
        return "Orphans[" + key + ", count " + count + "]";
    }
}
