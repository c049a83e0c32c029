package dev.holdfast.audit.seal.verify;

import dev.holdfast.audit.seal.leaf.LeafEncoder;
import dev.holdfast.audit.seal.tree.TileId;
import dev.holdfast.audit.seal.tree.TreeHash;
import dev.holdfast.audit.seal.tree.TreeHasher;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A stretch of leaves that was read at once: the tiles that hold their hashes, the events that they are of, and the hashes of
 * those events as they are. Its size is bounded, whatever the log's is.
 */
final class LeafWindow {
    /** How many tiles are read at once; some megabytes with what is kept of each leaf. */
    static final int TILES = 64;

    static final int LEAVES = TILES * TileId.WIDTH;

    private static final byte ENTRY = 1;
    private static final byte EVENT = 2;

    private final long first;
    private final byte[] known = new byte[LEAVES];
    private final long[] ids = new long[2 * LEAVES];
    private final byte[] derived = new byte[LEAVES * TreeHash.BYTES];
    private final Map<Long, byte[]> tiles = new TreeMap<>();
    private int entries;

    /** A window in which nothing is known yet, beginning with a tile. */
    LeafWindow(long first) {
        this.first = first;
    }

    static LeafWindow empty() {
        return new LeafWindow(-LEAVES);
    }

    /** Where the window begins that a leaf is in. */
    static long startOf(long index) {
        return index / LEAVES * LEAVES;
    }

    long first() {
        return first;
    }

    boolean holds(long index) {
        return index >= first && index < first + LEAVES;
    }

    /** Takes a tile, whole or not. */
    void tile(long index, byte[] hashes) {
        tiles.put(index, hashes);
    }

    /** The hashes of a tile; as many as are stored. */
    byte[] tile(long index) {
        return tiles.getOrDefault(index, new byte[0]);
    }

    /** Takes the entry of a leaf; false when it has one. */
    boolean entry(long index, UUID event) {
        int at = (int) (index - first);
        ids[2 * at] = event.getMostSignificantBits();
        ids[2 * at + 1] = event.getLeastSignificantBits();
        boolean isFirst = known[at] == 0;
        known[at] = ENTRY;
        entries += isFirst ? 1 : 0;
        return isFirst;
    }

    /** How many leaves have an entry. */
    int entries() {
        return entries;
    }

    /** Where the events of the entries belong, once all are taken; places count from the window's beginning. */
    Places places() {
        Places places = new Places(ids, entries);
        for (int at = 0; at < known.length; at++) {
            if (known[at] != 0) {
                places.add(at);
            }
        }
        return places;
    }

    /** Knows of no event any more. */
    void forgetEvents() {
        for (int at = 0; at < known.length; at++) {
            known[at] = known[at] == EVENT ? ENTRY : known[at];
        }
    }

    /** Takes the event of a leaf, as its encoder holds it; false when it has one. */
    boolean event(long index, LeafEncoder encoder, TreeHasher hasher) {
        int at = (int) (index - first);
        encoder.hash(hasher, derived, at * TreeHash.BYTES);
        boolean isFirst = known[at] != EVENT;
        known[at] = EVENT;
        return isFirst;
    }

    boolean hasEntry(long index) {
        return known[(int) (index - first)] != 0;
    }

    boolean hasEvent(long index) {
        return known[(int) (index - first)] == EVENT;
    }

    UUID id(long index) {
        int at = 2 * (int) (index - first);
        return new UUID(ids[at], ids[at + 1]);
    }

    /** Holds the hashes of the events, each at {@link #offset}. */
    byte[] derived() {
        return derived;
    }

    int offset(long index) {
        return (int) (index - first) * TreeHash.BYTES;
    }

    /** The places of a window by the ids of their events: one an id, unless entries were forged. */
    static final class Places {
        private static final int NONE = -1;
        /** Odd, and without a pattern in its bits: the golden ratio's fraction. */
        private static final long MIX = 0x9E3779B97F4A7C15L;

        private final long[] ids;
        private final int[] slots;

        /** Empty, with room for so many; the ids of the places are two numbers each. */
        private Places(long[] ids, int count) {
            this.ids = ids;
            this.slots = new int[Integer.highestOneBit(Math.max(1, count)) << 2];
            Arrays.fill(slots, NONE);
        }

        /** Takes a place. */
        @FunctionalInterface
        interface Taker {
            void take(int place) throws SQLException;
        }

        private void add(int place) {
            int slot = slot(ids[2 * place], ids[2 * place + 1]);
            while (slots[slot] != NONE) {
                slot = behind(slot);
            }
            slots[slot] = place;
        }

        /** Gives each place of an id. */
        void of(UUID id, Taker taker) throws SQLException {
            long high = id.getMostSignificantBits();
            long low = id.getLeastSignificantBits();
            for (int slot = slot(high, low); slots[slot] != NONE; slot = behind(slot)) {
                int place = slots[slot];
                if (ids[2 * place] == high && ids[2 * place + 1] == low) {
                    taker.take(place);
                }
            }
        }

        /** Ids are random at their end, and those of one moment differ in little else: every bit counts. */
        private int slot(long high, long low) {
            long mixed = (high ^ (low * MIX)) * MIX;
            return (int) (mixed >>> 32) & (slots.length - 1);
        }

        private int behind(int slot) {
            return (slot + 1) & (slots.length - 1);
        }
    }
}
