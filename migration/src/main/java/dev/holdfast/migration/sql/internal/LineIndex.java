package dev.holdfast.migration.sql.internal;

import java.util.Arrays;

/** The line of each place of a text, from 1; a line ends with LF, CR LF, or CR. */
public final class LineIndex {
    private final int[] starts;

    /**
     * Finds the line breaks.
     *
     * @param text the script
     */
    public LineIndex(String text) {
        int[] found = new int[Math.max(16, text.length() / 16)];
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'))) {
                found = count == found.length ? Arrays.copyOf(found, count * 2) : found;
                found[count++] = i + 1;
            }
        }
        starts = Arrays.copyOf(found, count);
    }

    /**
     * The line of a place.
     *
     * @param place from 0
     * @return from 1
     */
    public int lineOf(int place) {
        int found = Arrays.binarySearch(starts, place);
        return found >= 0 ? found + 2 : -found;
    }
}
