package dev.holdfast.audit.seal.verify;

import dev.holdfast.audit.partition.MonthPartition;
import dev.holdfast.core.Namespace;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * The ids of the months whose events were not all in the log, as conditions on a column. Months side by side make one span,
 * so that a condition stays short however much is archived.
 */
final class ArchivedSpans {
    private final List<Span> spans;

    private ArchivedSpans(List<Span> spans) {
        this.spans = spans;
    }

    /** From the first id to the one behind the last. */
    private record Span(UUID from, UUID until) {
        String contains(String column) {
            return column + " >= '" + from + "'::uuid AND " + column + " < '" + until + "'::uuid";
        }
    }

    /** Of months in ascending order. */
    static ArchivedSpans of(Namespace namespace, Collection<YearMonth> months) {
        List<Span> spans = new ArrayList<>();
        for (YearMonth month : months) {
            MonthPartition next = MonthPartition.of(namespace, month);
            int last = spans.size() - 1;
            if (last >= 0 && spans.get(last).until().equals(next.from())) {
                spans.set(last, new Span(spans.get(last).from(), next.until()));
            } else {
                spans.add(new Span(next.from(), next.until()));
            }
        }
        return new ArchivedSpans(List.copyOf(spans));
    }

    boolean isEmpty() {
        return spans.isEmpty();
    }

    /** That an id lies in none of them. */
    String isOutside(String column) {
        return "NOT (" + isWithin(column) + ")";
    }

    /** That an id lies in one of them. */
    String isWithin(String column) {
        return spans.isEmpty()
                ? "false"
                : String.join(
                        " OR ",
                        spans.stream().map(span -> span.contains(column)).toList());
    }
}
