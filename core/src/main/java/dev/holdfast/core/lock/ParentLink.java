package dev.holdfast.core.lock;

import java.util.HashSet;
import java.util.List;

/**
 * How a row names its parent: the parent's table and the child's columns that hold the parent's key.
 *
 * @param parent the parent's table
 * @param childColumns the child's columns, in the order of the parent's key columns
 */
public record ParentLink(VersionedTable parent, List<String> childColumns) {
    /**
     * Checks the columns.
     *
     * @throws IllegalArgumentException when they are not as many as the parent's key has, or one is named twice
     */
    public ParentLink {
        childColumns = List.copyOf(childColumns);
        childColumns.forEach(column -> VersionedTable.requireIdentifier("child column", column));
        if (childColumns.size() != parent.keyColumns().size()
                || new HashSet<>(childColumns).size() < childColumns.size()) {
            throw new IllegalArgumentException("childColumns must name one column for each of " + parent.keyColumns()
                    + " of " + parent.noun() + ", got " + childColumns);
        }
    }

    /**
     * A link by one foreign key.
     *
     * @param parent the parent's table
     * @param childColumns the child's columns, in the order of the parent's key columns
     * @return the link
     */
    public static ParentLink of(VersionedTable parent, String... childColumns) {
        return new ParentLink(parent, List.of(childColumns));
    }

    /** Refuses to move a child: then two parents would change, and the old one is not known any more. */
    void requireKept(VersionedTable child, Changes changes) {
        for (String column : childColumns) {
            if (changes.columns().contains(column)) {
                throw new IllegalArgumentException("changes of " + child.noun() + " must not name " + column
                        + ", which links it to its " + parent.noun()
                        + ": delete it there and insert it here, and advance both");
            }
        }
    }
}
