package dev.holdfast.core.lock.etag;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a request's If-Match header asks for (RFC 9110 §13.1.1). */
public sealed interface IfMatch {
    /**
     * Change the row only in one of these versions.
     *
     * @param versions at least one, each once, in the header's order
     */
    record Versions(List<Long> versions) implements IfMatch {
        /**
         * Checks that there is one.
         *
         * @throws IllegalArgumentException when there is none
         */
        public Versions {
            versions = List.copyOf(versions);
            if (versions.isEmpty()) {
                throw new IllegalArgumentException("versions must hold at least one, got none");
            }
        }

        /**
         * The version to give to the lock when the row has not been read: the only one, or the greatest of several,
         * since a version never comes again.
         *
         * @return the version
         */
        public long expected() {
            return versions.stream().mapToLong(Long::longValue).max().orElseThrow();
        }
    }

    /** Change the row in whatever version it is, as long as there is one: {@code If-Match: *}. */
    record Any() implements IfMatch {}

    /**
     * Do not change anything.
     *
     * @param reason why, and the status to answer with
     */
    record Refused(PreconditionFailure reason) implements IfMatch {}

    /**
     * One answer for each case.
     *
     * @param versions for certain versions
     * @param any for {@code *}
     * @param refused for a request to be refused
     * @param <R> the answer's type
     * @return the answer of the case at hand
     */
    default <R> R fold(
            Function<? super Versions, ? extends R> versions,
            Supplier<? extends R> any,
            Function<? super PreconditionFailure, ? extends R> refused) {
        if (this instanceof Versions these) {
            return versions.apply(these);
        }
        return this instanceof Refused no ? refused.apply(no.reason()) : any.get();
    }
}
