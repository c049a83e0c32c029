package dev.holdfast.migration.apply.step;

import java.util.function.Function;

/** What a step that had begun has left in the database. */
public sealed interface Examination {
    /**
     * What the case calls for.
     *
     * @param done when the step is done
     * @param redo when it is to be done again
     * @param unknown when that cannot be told
     * @param <T> the result's type
     * @return what the function of the case gave
     */
    default <T> T fold(Function<Done, T> done, Function<Redo, T> redo, Function<Unknown, T> unknown) {
        if (this instanceof Done it) {
            return done.apply(it);
        }
        return this instanceof Redo it ? redo.apply(it) : unknown.apply((Unknown) this);
    }

    /** Its effect is there, whole and valid. */
    record Done() implements Examination {}

    /**
     * Its effect is not there, or only a leftover of it was, which is gone now.
     *
     * @param removed what was removed; empty when there was nothing
     */
    record Redo(String removed) implements Examination {}

    /**
     * The database does not tell.
     *
     * @param what what to look for
     */
    record Unknown(String what) implements Examination {}
}
