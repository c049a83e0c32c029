package dev.holdfast.core.tx;

import org.jooq.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the conflict that killed a transaction, from the feature that turned it into a value to the runner that finds
 * it cannot commit: the host is to see the conflict, not that the transaction is broken.
 *
 * <p>Not thread-safe; belongs to one transaction.
 */
final class ConflictNote {
    private static final Object KEY = ConflictNote.class.getName();

    private @Nullable DatabaseException first;

    /** Hangs a new note on a runner's configuration. */
    static ConflictNote on(Configuration configuration) {
        ConflictNote note = new ConflictNote();
        configuration.data(KEY, note);
        return note;
    }

    /** Hangs the note of one configuration, if it has one, on another that is derived from it. */
    static void pass(Configuration from, Configuration to) {
        if (from.data(KEY) instanceof ConflictNote note) {
            to.data(KEY, note);
        }
    }

    /** Notes a failure, if it is a conflict and the first one. */
    static DatabaseException noted(Configuration configuration, DatabaseException failure) {
        if (configuration.data(KEY) instanceof ConflictNote note
                && note.first == null
                && SqlState.isConflict(failure)) {
            note.first = failure;
        }
        return failure;
    }

    /** What to throw when a transaction turns out to be broken: the conflict that broke it, else what was found. */
    DatabaseException cause(DatabaseException found) {
        return first == null ? found : first;
    }
}
