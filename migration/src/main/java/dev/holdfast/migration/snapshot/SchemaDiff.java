package dev.holdfast.migration.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What differs between two snapshots, in a fixed order.
 *
 * @param changes one for each object that differs; none when the two snapshots are equal
 */
public record SchemaDiff(List<Change> changes) {
    /** Copies the list. */
    public SchemaDiff {
        changes = List.copyOf(changes);
    }

    static SchemaDiff between(SchemaSnapshot before, SchemaSnapshot after) {
        SortedSet<CatalogObject> objects = new TreeSet<>(before.definitions().keySet());
        objects.addAll(after.definitions().keySet());
        List<Change> changes = new ArrayList<>();
        for (CatalogObject object : objects) {
            Optional<String> old = Optional.ofNullable(before.definitions().get(object));
            Optional<String> current = Optional.ofNullable(after.definitions().get(object));
            if (!old.equals(current)) {
                changes.add(new Change(object, old, current));
            }
        }
        return new SchemaDiff(changes);
    }

    /**
     * Whether nothing differs of what {@link SchemaSnapshot} sees.
     *
     * @return true when the two snapshots are equal
     */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /**
     * The difference as text: a line for each object that came, went or changed.
     *
     * @return the text; empty when nothing differs
     */
    public String print() {
        return changes.stream().map(Change::toString).collect(Collectors.joining("\n"));
    }

    @Override
    public String toString() {
        return isEmpty() ? "SchemaDiff[equal]" : "SchemaDiff[\n" + print() + "\n]";
    }

    /**
     * One object that differs.
     *
     * @param object the object
     * @param before its definition before; none when it is new
     * @param after its definition after; none when it is gone
     */
    public record Change(CatalogObject object, Optional<String> before, Optional<String> after) {
        @Override
        public String toString() {
            if (before.isEmpty()) {
                return "+ " + object + ": " + after.orElse("");
            }
            return after.isEmpty()
                    ? "- " + object + ": " + before.get()
                    : "~ " + object + ": " + before.get() + " -> " + after.get();
        }
    }
}
