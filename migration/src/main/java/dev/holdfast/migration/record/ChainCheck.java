package dev.holdfast.migration.record;

import java.util.List;
import java.util.function.Function;

/** Whether a ledger still holds what was kept. */
public sealed interface ChainCheck {
    /**
     * What the case calls for.
     *
     * @param intact when the chain holds
     * @param broken when it does not
     * @param <T> the result's type
     * @return what the function of the case gave
     */
    default <T> T fold(Function<Intact, T> intact, Function<Broken, T> broken) {
        return this instanceof Intact it ? intact.apply(it) : broken.apply((Broken) this);
    }

    /**
     * Each record is what was kept, and follows the one before.
     *
     * @param head the end of the chain, to be remembered as a pin
     * @param leftovers places in the ledger that are no records, such as what a crash left of a record that nobody was
     *     told of
     */
    record Intact(ChainHead head, List<String> leftovers) implements ChainCheck {
        /** Copies the list. */
        public Intact {
            leftovers = List.copyOf(leftovers);
        }
    }

    /**
     * The first place at which the chain does not hold.
     *
     * @param sequence the number of the record that is wrong or missing
     * @param place where it is or should be, such as a file's name
     * @param reason what is wrong
     * @param message the same as one sentence, with the next step
     */
    record Broken(long sequence, String place, Reason reason, String message) implements ChainCheck {}

    /** What is wrong with a chain. */
    enum Reason {
        /** The record of a number is not there, though a later one is. */
        MISSING,
        /** Two records have one number. */
        TWICE,
        /** What is there is no record, or not the one whose hash it names. */
        CHANGED,
        /** The record is whole, but belongs to another place. */
        MOVED,
        /** The record is whole, but does not follow the one before: one of the two was exchanged. */
        UNLINKED,
        /** The pinned record is not there: the end was cut off. */
        CUT_OFF,
        /** Another record has the pinned one's number. */
        NOT_PINNED
    }
}
