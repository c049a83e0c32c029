package dev.holdfast.migration.snapshot;

import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a snapshot looks at.
 *
 * @param schemas the schemas, sorted
 * @param ignoredTables tables left out with all that belongs to them, as {@code schema.table}
 * @param withSequenceValues whether the sequences' current values belong to the picture
 */
public record SnapshotScope(List<String> schemas, List<String> ignoredTables, boolean withSequenceValues) {
    /**
     * Sorts and copies the lists.
     *
     * @throws IllegalArgumentException when there is no schema
     */
    public SnapshotScope {
        if (schemas.isEmpty()) {
            throw new IllegalArgumentException("schemas must name at least one schema");
        }
        schemas = List.copyOf(new TreeSet<>(schemas));
        ignoredTables = List.copyOf(new TreeSet<>(ignoredTables));
    }

    /**
     * Everything in these schemas but the sequences' values.
     *
     * @param schemas their names; one that does not exist is simply absent from the snapshot
     * @return the scope
     */
    public static SnapshotScope of(String... schemas) {
        return new SnapshotScope(List.of(schemas), List.of(), false);
    }

    /**
     * The same without some tables, such as history tables.
     *
     * @param tables each as {@code schema.table}
     * @return the scope
     */
    public SnapshotScope ignoring(String... tables) {
        List<String> all =
                Stream.concat(ignoredTables.stream(), Stream.of(tables)).toList();
        return new SnapshotScope(schemas, all, withSequenceValues);
    }

    /**
     * The same with the sequences' current values.
     *
     * @return the scope
     */
    public SnapshotScope includingSequenceValues() {
        return new SnapshotScope(schemas, ignoredTables, true);
    }

    Predicate<CatalogObject> filter() {
        return object -> !ignoredTables.contains(object.schema() + "." + object.owner());
    }
}
