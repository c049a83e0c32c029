package dev.holdfast.core.lock;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * A row as {@link OptimisticLock#read} found it, with the version its values belong to.
 *
 * <p>Made by reading only, so its version is the database's and never a user's. Immutable; {@link #toString()} hides the
 * values.
 */
public final class VersionedRow {
    private final VersionedTable table;
    private final RowKey key;
    private final long version;
    private final Record row;

    VersionedRow(VersionedTable table, RowKey key, long version, Record row) {
        this.table = table;
        this.key = key;
        this.version = version;
        this.row = row;
    }

    /**
     * Which row.
     *
     * @return its key
     */
    public RowKey key() {
        return key;
    }

    /**
     * The version the values belong to.
     *
     * @return the version when it was read
     */
    public long version() {
        return version;
    }

    /**
     * One value, in the type of jOOQ's generated column.
     *
     * @param field the column
     * @param <T> the column's type
     * @return the value, or null for SQL null
     * @throws IllegalArgumentException when the row has no such column
     */
    public <T> @Nullable T get(Field<T> field) {
        return row.get(field.getName(), field.getConverter());
    }

    /**
     * One value, converted to a type.
     *
     * @param column the column's name
     * @param type the type wanted
     * @param <T> the type wanted
     * @return the value, or null for SQL null
     * @throws IllegalArgumentException when the row has no such column
     */
    public <T> @Nullable T get(String column, Class<T> type) {
        return row.get(column, type);
    }

    /**
     * All values by column, in the table's order: one side of a {@code ThreeWayDiff}.
     *
     * @return an unmodifiable map; the values are the driver's, null for SQL null
     */
    public Map<String, @Nullable Object> values() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Field<?> field : row.fields()) {
            values.put(field.getName(), row.get(field));
        }
        return Collections.unmodifiableMap(values);
    }

    /** Refuses a row of another table. */
    void requireOf(VersionedTable other) {
        if (!table.equals(other)) {
            throw new IllegalArgumentException("row must be of " + other.noun() + ", got a row of " + table.noun());
        }
    }

    @Override
    public String toString() {
        return table.noun() + " " + key + " in version " + version;
    }
}
