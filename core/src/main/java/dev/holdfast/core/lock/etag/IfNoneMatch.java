package dev.holdfast.core.lock.etag;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What a request's If-None-Match header asks for (RFC 9110 §13.1.2). */
public sealed interface IfNoneMatch {
    /** Nothing: the header is not there. */
    record Absent() implements IfNoneMatch {}

    /** Go on only when there is no representation yet: {@code If-None-Match: *}, for a first write. */
    record NoneAtAll() implements IfNoneMatch {}

    /**
     * Go on only when the current representation is none of these.
     *
     * @param tags the tags, weak ones included
     */
    record NoneOf(List<EntityTag> tags) implements IfNoneMatch {
        /** Copies the tags. */
        public NoneOf {
            tags = List.copyOf(tags);
        }
    }

    /** A header that cannot be read. */
    record Malformed() implements IfNoneMatch {}

    /**
     * The status to answer with instead of going on.
     *
     * <p>For a first write this only saves the attempt: two of them may both be told to go on. What decides is the
     * table's key, in {@code INSERT … ON CONFLICT DO NOTHING}.
     *
     * @param current the tag of the current representation, or empty when there is none
     * @param safeMethod whether the method is GET or HEAD
     * @return 304 for a safe method whose client has it already, 412 for another method, 400 for a malformed header;
     *     empty to go on
     */
    default OptionalInt refusal(Optional<EntityTag> current, boolean safeMethod) {
        if (this instanceof Malformed) {
            return OptionalInt.of(PreconditionFailure.MALFORMED.status());
        }
        boolean has = this instanceof NoneOf none
                ? current.isPresent() && none.tags().stream().anyMatch(current.get()::matchesWeakly)
                : this instanceof NoneAtAll && current.isPresent();
        if (!has) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(safeMethod ? 304 : PreconditionFailure.FAILED.status());
    }
}
