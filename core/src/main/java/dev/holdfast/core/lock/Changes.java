package dev.holdfast.core.lock;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * The new values of the columns that a change is about; columns that are not named keep theirs.
 *
 * <p>Never holds the key or the version: {@link OptimisticLock} advances the version itself. Immutable; {@link
 * #toString()} names the columns and hides the values.
 */
public final class Changes {
    private static final Changes NONE = new Changes(Map.of());

    private final Map<String, @Nullable Object> values;

    private Changes(Map<String, @Nullable Object> values) {
        this.values = values;
    }

    /**
     * No change: advances nothing but the version.
     *
     * @return the empty change
     */
    public static Changes none() {
        return NONE;
    }

    /**
     * The change of one column, the first of several.
     *
     * @param column the column's name, as the catalogue spells it
     * @param value its new value, or null for SQL null
     * @return the change
     * @throws IllegalArgumentException when the name is no identifier or the value is of a type that cannot be bound
     */
    public static Changes of(String column, @Nullable Object value) {
        return NONE.and(column, value);
    }

    /**
     * The change of one column of jOOQ's generated classes.
     *
     * @param field the column; its converter is applied
     * @param value its new value, or null for SQL null
     * @param <T> the column's type
     * @return the change
     */
    public static <T> Changes of(Field<T> field, @Nullable T value) {
        return NONE.and(field, value);
    }

    /**
     * The changes of several columns.
     *
     * @param values new values by the column's name, or by jOOQ's {@code Field}; values may be null
     * @return the change, in the map's order
     * @throws IllegalArgumentException when a key is neither a name nor a field, or a value cannot be bound
     */
    public static Changes of(Map<?, ?> values) {
        Changes changes = NONE;
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            if (entry.getKey() instanceof Field<?> field) {
                changes = changes.with(field.getName(), SqlValue.of(field, entry.getValue()));
            } else if (entry.getKey() instanceof String column) {
                changes = changes.and(column, entry.getValue());
            } else {
                throw new IllegalArgumentException("values must be keyed by column name or Field, got a key of "
                        + (entry.getKey() == null ? "null" : entry.getKey().getClass()));
            }
        }
        return changes;
    }

    /**
     * The same and one column more; a column named before gets the new value.
     *
     * @param column the column's name
     * @param value its new value, or null for SQL null
     * @return the change
     * @throws IllegalArgumentException when the name is no identifier or the value is of a type that cannot be bound
     */
    public Changes and(String column, @Nullable Object value) {
        return with(column, SqlValue.of(column, value));
    }

    /**
     * The same and one column more, of jOOQ's generated classes.
     *
     * @param field the column; its converter is applied
     * @param value its new value, or null for SQL null
     * @param <T> the column's type
     * @return the change
     */
    public <T> Changes and(Field<T> field, @Nullable T value) {
        return with(field.getName(), SqlValue.of(field, value));
    }

    /**
     * The columns to change, in order.
     *
     * @return an unmodifiable set
     */
    public Set<String> columns() {
        return values.keySet();
    }

    /**
     * Whether there is nothing to change.
     *
     * @return true when no column is named
     */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    Map<String, @Nullable Object> values() {
        return values;
    }

    /** Refuses to change what a change is addressed by. */
    void requireFor(VersionedTable table, @Nullable ParentLink link) {
        for (String column : values.keySet()) {
            if (column.equals(table.versionColumn()) || table.keyColumns().contains(column)) {
                throw new IllegalArgumentException("changes of " + table.noun() + " must not name " + column
                        + ": the version is advanced by the lock, and a key is never changed");
            }
        }
        if (link != null) {
            link.requireKept(table, this);
        }
    }

    private Changes with(String column, @Nullable Object value) {
        VersionedTable.requireIdentifier("column", column);
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(values);
        copy.put(column, value);
        return new Changes(Collections.unmodifiableMap(copy));
    }

    @Override
    public String toString() {
        return "Changes" + values.keySet();
    }
}
