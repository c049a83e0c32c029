package dev.holdfast.audit.record.internal.write;

import dev.holdfast.audit.record.internal.row.EventRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * The rows of a batch in their order. A row that is not made yet is made when it is asked for, while those before it are on
 * their way to the server; each is made once and kept for a further try. Not thread-safe.
 */
public final class Rows implements Iterable<EventRow> {
    private final List<EventRow> made;
    private final Iterator<EventRow> source;

    private Rows(List<EventRow> made, Iterator<EventRow> source) {
        this.made = made;
        this.source = source;
    }

    /** Rows that are there. */
    public static Rows of(List<EventRow> rows) {
        return new Rows(rows, Collections.emptyIterator());
    }

    /** Rows that a source makes one after another. */
    public static Rows madeBy(Iterator<EventRow> source) {
        return new Rows(new ArrayList<>(), source);
    }

    /** From the first one on, however often. */
    @Override
    public Iterator<EventRow> iterator() {
        return new Walk();
    }

    boolean isEmpty() {
        return !iterator().hasNext();
    }

    /** Whether there are so many at most; makes one more than that. */
    boolean isAtMost(int count) {
        while (made.size() <= count && source.hasNext()) {
            made.add(source.next());
        }
        return made.size() <= count;
    }

    /** Every row: makes those that are left. */
    List<EventRow> all() {
        source.forEachRemaining(made::add);
        return made;
    }

    private final class Walk implements Iterator<EventRow> {
        private int at;

        @Override
        public boolean hasNext() {
            return at < made.size() || source.hasNext();
        }

        @Override
        public EventRow next() {
            if (at == made.size()) {
                made.add(source.next());
            }
            return made.get(at++);
        }
    }
}
