package dev.holdfast.core.lock.merge;

import org.jspecify.annotations.Nullable;

/**
 * One field in the three versions.
 *
 * <p>{@link #toString()} hides the values: they are the row's data.
 *
 * @param name the field
 * @param base what both began with
 * @param mine what this user makes of it
 * @param theirs what it is now
 * @param kind how the three stand to each other
 */
public record FieldDiff(
        String name,
        @Nullable Object base,
        @Nullable Object mine,
        @Nullable Object theirs,
        Kind kind) {
    /** How three values of one field stand to each other. */
    public enum Kind {
        /** Nobody changed it. */
        UNCHANGED,
        /** Only this user changed it. */
        MINE,
        /** Only somebody else changed it. */
        THEIRS,
        /** Both changed it to the same value. */
        SAME,
        /** Both changed it, to different values: a person must decide. */
        CONFLICT
    }

    static FieldDiff of(String name, @Nullable Object base, @Nullable Object mine, @Nullable Object theirs) {
        boolean mineChanged = !Values.same(base, mine);
        boolean theirsChanged = !Values.same(base, theirs);
        Kind kind;
        if (mineChanged && theirsChanged) {
            kind = Values.same(mine, theirs) ? Kind.SAME : Kind.CONFLICT;
        } else if (mineChanged) {
            kind = Kind.MINE;
        } else {
            kind = theirsChanged ? Kind.THEIRS : Kind.UNCHANGED;
        }
        return new FieldDiff(name, base, mine, theirs, kind);
    }

    /** The value that both sides agree on; for a conflict, theirs. */
    @Nullable
    Object settled() {
        return kind == Kind.MINE ? mine : theirs;
    }

    @Override
    public String toString() {
        return name + ": " + kind;
    }
}
