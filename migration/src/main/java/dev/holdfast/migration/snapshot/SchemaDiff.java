package dev.holdfast.migration.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
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

    /** Both are sorted by object, so one walk over the two finds what differs. */
    static SchemaDiff between(SchemaSnapshot before, SchemaSnapshot after) {
        List<Map.Entry<CatalogObject, String>> olds =
                new ArrayList<>(before.definitions().entrySet());
        List<Map.Entry<CatalogObject, String>> currents =
                new ArrayList<>(after.definitions().entrySet());
        List<Change> changes = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < olds.size() || j < currents.size()) {
            int order = i == olds.size()
                    ? 1
                    : j == currents.size()
                            ? -1
                            : olds.get(i).getKey().compareTo(currents.get(j).getKey());
            CatalogObject object =
                    order <= 0 ? olds.get(i).getKey() : currents.get(j).getKey();
            Optional<String> old = order <= 0 ? Optional.of(olds.get(i++).getValue()) : Optional.empty();
            Optional<String> current =
                    order >= 0 ? Optional.of(currents.get(j++).getValue()) : Optional.empty();
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
     * Whether something differs, but nothing except the places of columns in their tables: what dropping a column and
     * adding it again leaves behind, since PostgreSQL adds columns at the end only.
     *
     * <p>A column of the same table that moved up because another one left its place counts as well. Attributes of a
     * composite type do not: their order is part of each value.
     *
     * @return true when every change is a column at another place
     */
    public boolean isColumnOrderOnly() {
        return !changes.isEmpty() && changes.stream().allMatch(Change::isPlaceOnly);
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
        private static final Pattern PLACE = Pattern.compile("^#[0-9]+ ");

        /**
         * Whether it is a column that differs by its place among its table's columns alone.
         *
         * @return true when the rest of its definition is the same
         */
        public boolean isPlaceOnly() {
            return object.kind() == CatalogObject.Kind.COLUMN
                    && before.isPresent()
                    && after.isPresent()
                    && withoutPlace(before.get()).equals(withoutPlace(after.get()));
        }

        private static String withoutPlace(String definition) {
            return PLACE.matcher(definition).replaceFirst("");
        }

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
