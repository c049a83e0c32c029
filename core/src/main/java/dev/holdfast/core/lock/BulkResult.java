package dev.holdfast.core.lock;

import java.util.List;
import java.util.OptionalLong;

/** What became of a versioned update of several rows. */
public sealed interface BulkResult permits BulkResult.Applied, UpdateResult.Conflict {
    /**
     * Each row was decided by itself. Whether some losers undo the winners is the caller's to say: roll back for "all
     * or nothing".
     *
     * @param updated the rows that were changed, in the order given
     * @param losers the rows that were not, in the order given
     */
    record Applied(List<Winner> updated, List<Loser> losers) implements BulkResult {
        /** Copies the lists. */
        public Applied {
            updated = List.copyOf(updated);
            losers = List.copyOf(losers);
        }

        /**
         * Whether every row was changed.
         *
         * @return true without losers
         */
        public boolean complete() {
            return losers.isEmpty();
        }
    }

    /**
     * A row that was changed.
     *
     * @param key which row
     * @param newVersion its version from now on
     */
    record Winner(RowKey key, long newVersion) {}

    /**
     * A row that was not changed.
     *
     * @param key which row
     * @param expected the version the change was made on
     * @param found the version seen just after; empty when there is no such row
     */
    record Loser(RowKey key, long expected, OptionalLong found) {
        /** A row seen in the very version that was expected is one that the statement could not reach. */
        static Loser of(RowKey key, long expected, OptionalLong seen) {
            boolean unreached = seen.isPresent() && seen.getAsLong() == expected;
            return new Loser(key, expected, unreached ? OptionalLong.empty() : seen);
        }
    }
}
