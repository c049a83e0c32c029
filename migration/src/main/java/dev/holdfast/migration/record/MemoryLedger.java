package dev.holdfast.migration.record;

import java.util.ArrayList;
import java.util.List;

/** A ledger in memory. Thread-safe. */
final class MemoryLedger implements RunLedger {
    private final List<String> documents = new ArrayList<>();
    private ChainHead head = ChainHead.NONE;

    @Override
    public synchronized Kept append(RunRecord run) {
        String document = Kept.document(head, run);
        Kept kept = Kept.read(document);
        documents.add(document);
        head = kept.head();
        return kept;
    }

    @Override
    public List<Kept> read() {
        return chain(ChainHead.NONE).records();
    }

    @Override
    public ChainCheck verify(ChainHead pinned) {
        return chain(pinned).result(List.of());
    }

    private synchronized Chain chain(ChainHead pinned) {
        List<Chain.Link> links = new ArrayList<>();
        for (String document : documents) {
            long number = links.size() + 1L;
            links.add(new Chain.Link(number, place(number), document));
        }
        return Chain.of(links, pinned, kept -> place(kept.sequence()));
    }

    private static String place(long number) {
        return "record " + number;
    }
}
