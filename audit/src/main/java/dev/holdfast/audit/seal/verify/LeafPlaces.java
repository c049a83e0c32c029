package dev.holdfast.audit.seal.verify;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.UUID;

/** The places of a window by the ids of their events: one an id, unless entries were forged. */
final class LeafPlaces {
    private static final int NONE = -1;
    /** Odd, and without a pattern in its bits: the golden ratio's fraction. */
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final long[] ids;
    private final int[] slots;

    /** Empty, with room for so many; the ids of the places are two numbers each. */
    LeafPlaces(long[] ids, int count) {
        this.ids = ids;
        this.slots = new int[Integer.highestOneBit(Math.max(1, count)) << 2];
        Arrays.fill(slots, NONE);
    }

    /** Takes a place. */
    @FunctionalInterface
    interface Taker {
        void take(int place) throws SQLException;
    }

    void add(int place) {
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
