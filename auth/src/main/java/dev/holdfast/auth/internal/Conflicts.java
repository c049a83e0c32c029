package dev.holdfast.auth.internal;

import dev.holdfast.core.tx.SqlState;
import java.util.function.Supplier;

/**
 * The answer to a serialisation conflict or a deadlock: it has killed the transaction without deciding anything, so it is an
 * outcome of its own, never a refusal.
 */
public final class Conflicts {
    private Conflicts() {}

    /**
     * Does work that a conflict may end.
     *
     * @param work what is done; any other failure comes out of it as it is
     * @param conflict the outcome when it was ended
     * @param <T> the outcome's type
     * @return what the work gave, or the outcome of a conflict
     */
    public static <T> T unlessConflict(Supplier<? extends T> work, Supplier<? extends T> conflict) {
        try {
            return work.get();
        } catch (RuntimeException failure) {
            if (SqlState.isConflict(failure)) {
                return conflict.get();
            }
            throw failure;
        }
    }
}
