package dev.holdfast.audit.seal.verify;

import dev.holdfast.audit.seal.leaf.LeafEncoder;
import dev.holdfast.audit.seal.tree.TileId;
import dev.holdfast.audit.seal.tree.TreeHash;
import dev.holdfast.audit.seal.tree.TreeHasher;
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
    LeafPlaces places() {
        LeafPlaces places = new LeafPlaces(ids, entries);
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
}
