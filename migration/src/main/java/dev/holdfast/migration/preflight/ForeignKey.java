package dev.holdfast.migration.preflight;

import dev.holdfast.migration.sql.TableName;
import java.util.List;

/**
 * A foreign key that is going to be added.
 *
 * @param child the referencing table
 * @param columns its columns
 * @param parent the referenced table
 * @param references its columns, in the same order
 */
public record ForeignKey(TableName child, List<String> columns, TableName parent, List<String> references) {
    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException when there is no column or the numbers differ
     */
    public ForeignKey {
        columns = List.copyOf(columns);
        references = List.copyOf(references);
        if (columns.isEmpty() || columns.size() != references.size()) {
            throw new IllegalArgumentException("columns and references must be equally many and at least one, got "
                    + columns + " and " + references);
        }
    }

    /**
     * The referencing side of a key.
     *
     * @param table the child, {@code name} or {@code schema.name}
     * @param columns its columns
     * @return the child, to say what it references
     */
    public static Child of(String table, String... columns) {
        return new Child(TableName.of(table), List.of(columns));
    }

    /**
     * The referencing side of a key.
     *
     * @param table the table
     * @param columns its columns
     */
    public record Child(TableName table, List<String> columns) {
        /**
         * The whole key.
         *
         * @param parent the referenced table, {@code name} or {@code schema.name}
         * @param references its columns, in the same order
         * @return the key
         */
        public ForeignKey references(String parent, String... references) {
            return new ForeignKey(table, columns, TableName.of(parent), List.of(references));
        }
    }

    @Override
    public String toString() {
        return child + columns.toString() + " -> " + parent + references;
    }
}
