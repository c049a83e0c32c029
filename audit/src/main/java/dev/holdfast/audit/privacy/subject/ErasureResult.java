package dev.holdfast.audit.privacy.subject;

import java.util.List;
import java.util.function.Function;

/** How an erasure ended. */
public sealed interface ErasureResult {
    /**
     * One value for each case.
     *
     * @param erased of a person who is erased now
     * @param already of one who was before
     * @param held of one who must not be
     * @param <T> the value's type
     * @return the value of the case at hand
     */
    <T> T fold(Function<Erased, T> erased, Function<AlreadyErased, T> already, Function<Held, T> held);

    /**
     * With the commit the person's keys are gone, and none will be made.
     *
     * @param keyIds the ids of the keys that are destroyed; empty when the person had none
     */
    record Erased(List<String> keyIds) implements ErasureResult {
        /** Copies the ids. */
        public Erased {
            keyIds = List.copyOf(keyIds);
        }

        @Override
        public <T> T fold(Function<Erased, T> erased, Function<AlreadyErased, T> already, Function<Held, T> held) {
            return erased.apply(this);
        }
    }

    /** The person was erased before; nothing was done or recorded. */
    record AlreadyErased() implements ErasureResult {
        @Override
        public <T> T fold(Function<Erased, T> erased, Function<AlreadyErased, T> already, Function<Held, T> held) {
            return already.apply(this);
        }
    }

    /**
     * A legal hold forbids it; nothing was destroyed, and the refusal is recorded.
     *
     * @param hold which one, as it names itself
     */
    record Held(String hold) implements ErasureResult {
        @Override
        public <T> T fold(Function<Erased, T> erased, Function<AlreadyErased, T> already, Function<Held, T> held) {
            return held.apply(this);
        }
    }
}
