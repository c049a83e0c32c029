package dev.holdfast.auth.table;

import dev.holdfast.core.Require;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A column that holds ids, and what the ids look like.
 *
 * <p>Features take and give ids as text; a text that cannot be an id of this type is an id that nobody has.
 *
 * @param column the column's name
 * @param type what it holds
 */
public record KeyColumn(String column, Type type) {
    private static final Pattern UUID_SHAPE = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern BIGINT_SHAPE = Pattern.compile("-?(0|[1-9][0-9]{0,18})");

    /** What an id column holds. */
    public enum Type {
        /** {@code uuid}. */
        UUID,
        /** {@code text} or {@code varchar}. */
        TEXT,
        /** {@code bigint}, {@code integer} or {@code smallint}. */
        BIGINT
    }

    /**
     * Checks the column's name.
     *
     * @throws IllegalArgumentException when it is not an identifier
     */
    public KeyColumn {
        Require.identifier("column", column);
    }

    /**
     * A column of UUIDs.
     *
     * @param column the column
     * @return the key
     */
    public static KeyColumn uuid(String column) {
        return new KeyColumn(column, Type.UUID);
    }

    /**
     * A column of texts.
     *
     * @param column the column
     * @return the key
     */
    public static KeyColumn text(String column) {
        return new KeyColumn(column, Type.TEXT);
    }

    /**
     * A column of whole numbers.
     *
     * @param column the column
     * @return the key
     */
    public static KeyColumn bigint(String column) {
        return new KeyColumn(column, Type.BIGINT);
    }

    /**
     * The id as PostgreSQL would print it.
     *
     * @param id an id as text
     * @return the canonical text; empty when the column cannot hold such an id
     */
    public Optional<String> canonical(String id) {
        return switch (type) {
            case TEXT -> id.indexOf('\0') < 0 ? Optional.of(id) : Optional.empty();
            case UUID ->
                UUID_SHAPE.matcher(id).matches()
                        ? Optional.of(UUID.fromString(id).toString().toLowerCase(Locale.ROOT))
                        : Optional.empty();
            case BIGINT -> bigintText(id);
        };
    }

    private static Optional<String> bigintText(String id) {
        if (!BIGINT_SHAPE.matcher(id).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.toString(Long.parseLong(id)));
        } catch (NumberFormatException tooLarge) {
            return Optional.empty();
        }
    }
}
