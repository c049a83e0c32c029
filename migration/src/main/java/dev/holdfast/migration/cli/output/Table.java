package dev.holdfast.migration.cli.output;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows under headings, no wider than the terminal: the widest columns give way first, and what was cut off shows it.
 *
 * <p>Not thread-safe.
 */
public final class Table {
    private static final String GAP = "  ";
    private static final int LEAST = 8;

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * A table without rows.
     *
     * @param headings one for each column
     */
    public Table(String... headings) {
        this.headings = List.of(headings);
    }

    /**
     * Adds a row.
     *
     * @param cells one for each column
     * @return this
     * @throws IllegalArgumentException when there are more or fewer cells than columns
     */
    @CanIgnoreReturnValue
    public Table row(String... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException("a row must have " + headings.size() + " cells, got " + cells.length);
        }
        rows.add(Arrays.stream(cells)
                .map(cell -> Style.safe(cell).replace('\n', ' '))
                .toList());
        return this;
    }

    /**
     * The table as lines.
     *
     * @param style what the terminal can show
     * @return the text, each line with its line feed; empty when there is no row
     */
    public String print(Style style) {
        if (rows.isEmpty()) {
            return "";
        }
        int[] widths = widths(style.width());
        StringBuilder out = new StringBuilder(line(headings, widths, style));
        rows.forEach(row -> out.append(line(row, widths, style)));
        return out.toString();
    }

    private int[] widths(int limit) {
        int[] widths = headings.stream().mapToInt(Table::length).toArray();
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], length(row.get(i)));
            }
        }
        int room = limit - GAP.length() * (widths.length - 1);
        while (limit > 0 && Arrays.stream(widths).sum() > room) {
            int widest = widest(widths);
            if (widths[widest] <= LEAST) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    private static int widest(int[] widths) {
        int widest = 0;
        for (int i = 1; i < widths.length; i++) {
            widest = widths[i] > widths[widest] ? i : widest;
        }
        return widest;
    }

    private static String line(List<String> cells, int[] widths, Style style) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = fitted(cells.get(i), widths[i], style);
            line.append(cell).append(" ".repeat(widths[i] - length(cell)));
            line.append(i + 1 < widths.length ? GAP : "");
        }
        return line.toString().stripTrailing() + "\n";
    }

    private static String fitted(String cell, int width, Style style) {
        if (length(cell) <= width) {
            return cell;
        }
        int kept = cell.offsetByCodePoints(0, width - style.ellipsis().length());
        return cell.substring(0, kept) + style.ellipsis();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
