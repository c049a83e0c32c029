package dev.holdfast.auth.admin.table;

import dev.holdfast.core.Require;
import org.jspecify.annotations.Nullable;

/**
 * One column that an active account is known by.
 *
 * @param column the column
 * @param on the value of an active account; null when the column is null then
 * @param off the value of a disabled account; null when it is the time of the disabling
 */
public record ActiveColumn(
        String column, @Nullable Object on, @Nullable Object off) {
    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException when a value is not a text, a whole number or a boolean, or both are equal
     */
    public ActiveColumn {
        Require.identifier("column", column);
        if ((on == null) != (off == null)) {
            throw new IllegalArgumentException("on and off of column " + column + " must both be given, or neither");
        }
        if (on != null && on.equals(off)) {
            throw new IllegalArgumentException("on and off of column " + column + " must differ, got both " + on);
        }
        requireLiteral(on);
        requireLiteral(off);
    }

    /**
     * A column that has one value in active accounts and another in disabled ones.
     *
     * @param column the column
     * @param on a text, a whole number or a boolean
     * @param off the other value
     * @return the column
     */
    public static ActiveColumn of(String column, Object on, Object off) {
        return new ActiveColumn(column, on, off);
    }

    /**
     * A column that is null in active accounts and holds the time of the disabling in others.
     *
     * @param column a timestamptz column
     * @return the column
     */
    public static ActiveColumn whenNull(String column) {
        return new ActiveColumn(column, null, null);
    }

    private static void requireLiteral(@Nullable Object value) {
        if (value instanceof String text) {
            AdminTable.requireValue("value", text);
        } else if (value != null
                && !(value instanceof Boolean)
                && !(value instanceof Integer)
                && !(value instanceof Long)) {
            throw new IllegalArgumentException("value must be a text, a whole number or a boolean, got a "
                    + value.getClass().getName());
        }
    }
}
