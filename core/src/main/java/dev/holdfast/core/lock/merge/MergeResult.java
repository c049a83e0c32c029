package dev.holdfast.core.lock.merge;

import dev.holdfast.core.lock.Changes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of merging two people's changes of one row. */
public sealed interface MergeResult {
    /**
     * Both go together.
     *
     * @param values every field as it should be, in the order of the base; unmodifiable
     * @param changes what to write onto the current version, with its number; empty when there is nothing left to do
     */
    record Merged(Map<String, @Nullable Object> values, Changes changes) implements MergeResult {
        @Override
        public String toString() {
            return "Merged[" + changes + "]";
        }
    }

    /**
     * They do not.
     *
     * @param fields the fields that a person must decide; at least one
     */
    record Conflicting(List<FieldDiff> fields) implements MergeResult {}
}
