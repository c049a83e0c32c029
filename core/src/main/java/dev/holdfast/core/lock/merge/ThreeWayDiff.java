package dev.holdfast.core.lock.merge;

import dev.holdfast.core.lock.Changes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What this user and somebody else have made of the same row, field by field: the facts of a conflict page.
 *
 * <p>Values are compared as a person would: numbers by value, points in time by instant, arrays by content. Immutable.
 */
public final class ThreeWayDiff {
    private final List<FieldDiff> fields;

    private ThreeWayDiff(List<FieldDiff> fields) {
        this.fields = List.copyOf(fields);
    }

    /**
     * The difference of three maps.
     *
     * @param base the fields as this user had read them; decides which fields are compared
     * @param mine the fields as this user wants them; one that is not named counts as unchanged
     * @param theirs the fields as they are now; others than those of {@code base} are ignored
     * @return the difference
     * @throws IllegalArgumentException when {@code mine} names a field that {@code base} does not, or {@code theirs}
     *     lacks one: without all three values nobody can tell a conflict
     */
    public static ThreeWayDiff of(Map<String, ?> base, Map<String, ?> mine, Map<String, ?> theirs) {
        for (String name : mine.keySet()) {
            requireKnown("mine", name, base.containsKey(name), "base");
        }
        List<FieldDiff> fields = new ArrayList<>();
        for (Map.Entry<String, ?> entry : base.entrySet()) {
            String name = entry.getKey();
            requireKnown("base", name, theirs.containsKey(name), "theirs");
            Object value = entry.getValue();
            fields.add(FieldDiff.of(name, value, mine.containsKey(name) ? mine.get(name) : value, theirs.get(name)));
        }
        return new ThreeWayDiff(fields);
    }

    /**
     * The difference of three records, component by component.
     *
     * @param base the record as this user had read it
     * @param mine the record as this user wants it
     * @param theirs the record as it is now
     * @param <R> the records' type
     * @return the difference
     * @throws IllegalArgumentException when the records' components cannot be read from here
     */
    public static <R extends Record> ThreeWayDiff of(R base, R mine, R theirs) {
        return of(RecordFields.of(base), RecordFields.of(mine), RecordFields.of(theirs));
    }

    /**
     * All fields, in the order of the base.
     *
     * @return an unmodifiable list
     */
    public List<FieldDiff> fields() {
        return fields;
    }

    /**
     * The fields of one kind.
     *
     * @param kind which kind
     * @return the fields, in the order of the base
     */
    public List<FieldDiff> fields(FieldDiff.Kind kind) {
        return fields.stream().filter(field -> field.kind() == kind).toList();
    }

    /**
     * The fields that a person must decide.
     *
     * @return the conflicts, in the order of the base
     */
    public List<FieldDiff> conflicts() {
        return fields(FieldDiff.Kind.CONFLICT);
    }

    /**
     * Both sides' changes together.
     *
     * @return {@link MergeResult.Merged} when no field is in conflict
     */
    public MergeResult merge() {
        List<FieldDiff> open = conflicts();
        return open.isEmpty() ? merged(FieldDiff::theirs) : new MergeResult.Conflicting(open);
    }

    /**
     * Both sides' changes together, with somebody's decision for each conflict.
     *
     * @param decision gives the value of a field in conflict; asked once for each
     * @return the merged fields
     */
    public MergeResult.Merged resolve(Function<FieldDiff, ? extends @Nullable Object> decision) {
        return merged(decision);
    }

    private MergeResult.Merged merged(Function<FieldDiff, ? extends @Nullable Object> decision) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        Map<String, @Nullable Object> toWrite = new LinkedHashMap<>();
        for (FieldDiff field : fields) {
            Object value = field.kind() == FieldDiff.Kind.CONFLICT ? decision.apply(field) : field.settled();
            values.put(field.name(), value);
            if (!Values.same(value, field.theirs())) {
                toWrite.put(field.name(), value);
            }
        }
        return new MergeResult.Merged(Collections.unmodifiableMap(values), Changes.of(toWrite));
    }

    private static void requireKnown(String side, String name, boolean known, String other) {
        if (!known) {
            throw new IllegalArgumentException(
                    other + " must have every field of " + side + ", but lacks '" + name + "'");
        }
    }

    @Override
    public String toString() {
        return "ThreeWayDiff" + fields;
    }
}
