package dev.holdfast.core.lock;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The key of one row: a value for each key column of its {@link VersionedTable}, in the table's order.
 *
 * <p>Give the values in the column's own Java type ({@code Long}, {@code UUID}, {@code String}): the server refuses a
 * malformed text for a uuid column with an error that ends the transaction.
 *
 * <p><em>Security note.</em> {@link #toString()} shows the key; it stands in messages and audit events. Do not use a
 * secret as a key. Immutable.
 */
public final class RowKey {
    private static final int MAX_SHOWN = 100;

    private final List<Object> values;

    private RowKey(List<Object> values) {
        this.values = values;
    }

    /**
     * A key of one column, or of several.
     *
     * @param values the values, in the order of the table's key columns
     * @return the key
     * @throws IllegalArgumentException when there is none, one is null or of a type that cannot be a key
     */
    public static RowKey of(@Nullable Object... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("key must have at least one value, got none");
        }
        return new RowKey(Arrays.stream(values).map(RowKey::part).toList());
    }

    /**
     * The values, in the order of the table's key columns.
     *
     * @return an unmodifiable list
     */
    public List<Object> values() {
        return values;
    }

    /** Refuses a key with another number of values than the table's key has columns. */
    void requireFor(VersionedTable table) {
        if (values.size() != table.keyColumns().size()) {
            throw new IllegalArgumentException("key of " + table.noun() + " must have a value for each of "
                    + table.keyColumns() + ", got " + values.size());
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RowKey that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /**
     * The key for people: {@code 42}, or {@code (7, 3)} when composite.
     *
     * @return one line; long keys are cut, control characters replaced
     */
    @Override
    public String toString() {
        if (values.size() == 1) {
            return shown(values.get(0));
        }
        return values.stream().map(RowKey::shown).collect(Collectors.joining(", ", "(", ")"));
    }

    private static Object part(@Nullable Object value) {
        Object part = Objects.requireNonNullElseGet(SqlValue.of("key", value), () -> {
            throw new IllegalArgumentException("key must not hold null: no row has a null in its key");
        });
        if (part.getClass().isArray()) {
            throw new IllegalArgumentException(
                    "key must not hold an array, got one of " + part.getClass().getComponentType());
        }
        return part;
    }

    private static String shown(Object value) {
        String text = value.toString().replaceAll("\\p{Cntrl}", "?");
        String cut = text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
        return cut.isBlank() ? "'" + cut + "'" : cut;
    }
}
