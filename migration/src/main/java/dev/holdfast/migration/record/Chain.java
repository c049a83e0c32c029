package dev.holdfast.migration.record;

import dev.holdfast.migration.record.ChainCheck.Broken;
import dev.holdfast.migration.record.ChainCheck.Intact;
import dev.holdfast.migration.record.ChainCheck.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Walks the documents of a ledger from the first to the last and stops at the first that does not hold. */
final class Chain {
    private static final String NEXT =
            ": keep the ledger as it is for whoever looks into it, and begin a new one in another place";

    private final List<Kept> records = new ArrayList<>();
    private final ChainHead pinned;
    private final Function<Kept, String> placeOf;
    private ChainHead head = ChainHead.NONE;
    private Optional<Broken> broken = Optional.empty();

    private Chain(ChainHead pinned, Function<Kept, String> placeOf) {
        this.pinned = pinned;
        this.placeOf = placeOf;
    }

    /**
     * One document of a ledger.
     *
     * @param sequence the number that its place gives it
     * @param place its place, for messages
     * @param document its text; empty when it could not be read as text
     */
    record Link(long sequence, String place, String document) {}

    /** Walks links in the order of their numbers; each record has to be at the place that belongs to it. */
    static Chain of(List<Link> links, ChainHead pinned, Function<Kept, String> placeOf) {
        Chain chain = new Chain(pinned, placeOf);
        for (Link link : links) {
            chain.broken = chain.check(link);
            if (chain.broken.isPresent()) {
                return chain;
            }
        }
        if (chain.head.sequence() < pinned.sequence()) {
            chain.broken = Optional.of(broken(
                    chain.head.sequence() + 1,
                    "the ledger's end",
                    Reason.CUT_OFF,
                    "it ends with record " + chain.head.sequence() + ", but record " + pinned.sequence()
                            + " was kept"));
        }
        return chain;
    }

    ChainCheck result(List<String> leftovers) {
        return broken.isPresent() ? broken.get() : new Intact(head, leftovers);
    }

    /** The records of a chain that holds. */
    List<Kept> records() {
        if (broken.isPresent()) {
            throw new RunLedgerException(broken.get().message(), null);
        }
        return List.copyOf(records);
    }

    private Optional<Broken> check(Link link) {
        long expected = head.sequence() + 1;
        if (link.sequence() > expected) {
            return refused(expected, link, Reason.MISSING, "record " + expected + " before it is missing");
        }
        if (link.sequence() < expected) {
            return refused(link.sequence(), link, Reason.TWICE, "there is another record " + link.sequence());
        }
        Kept kept;
        try {
            kept = Kept.read(link.document());
        } catch (IllegalArgumentException e) {
            return refused(expected, link, Reason.CHANGED, "it is not what was kept (" + e.getMessage() + ")");
        }
        if (!placeOf.apply(kept).equals(link.place())) {
            return refused(expected, link, Reason.MOVED, "what it holds belongs to " + placeOf.apply(kept));
        }
        if (!kept.previous().equals(head.hash())) {
            return refused(expected, link, Reason.UNLINKED, "it does not follow the record before it");
        }
        if (expected == pinned.sequence() && !kept.hash().equals(pinned.hash())) {
            return refused(expected, link, Reason.NOT_PINNED, "it is not the record that was pinned");
        }
        head = kept.head();
        records.add(kept);
        return Optional.empty();
    }

    private static Optional<Broken> refused(long sequence, Link link, Reason reason, String what) {
        return Optional.of(broken(sequence, link.place(), reason, what));
    }

    private static Broken broken(long sequence, String place, Reason reason, String what) {
        return new Broken(sequence, place, reason, "the chain of run records breaks at " + place + ": " + what + NEXT);
    }
}
