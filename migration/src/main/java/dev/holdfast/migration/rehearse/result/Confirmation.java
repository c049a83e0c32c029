package dev.holdfast.migration.rehearse.result;

import dev.holdfast.migration.snapshot.SchemaDiff;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a real run did what its rehearsal did.
 *
 * @param differences one line for each change that was rehearsed and not made, or made and not rehearsed; none when the
 *     two agree
 */
public record Confirmation(List<String> differences) {
    /** Copies the list. */
    public Confirmation {
        differences = List.copyOf(differences);
    }

    static Confirmation of(SchemaDiff rehearsed, SchemaDiff real) {
        List<String> differences = new ArrayList<>();
        rehearsed.changes().stream()
                .filter(change -> !real.changes().contains(change))
                .forEach(change -> differences.add("rehearsed, not made: " + change));
        real.changes().stream()
                .filter(change -> !rehearsed.changes().contains(change))
                .forEach(change -> differences.add("made, not rehearsed: " + change));
        return new Confirmation(differences);
    }

    /**
     * Whether the two agree.
     *
     * @return true when there is no difference
     */
    public boolean agrees() {
        return differences.isEmpty();
    }
}
