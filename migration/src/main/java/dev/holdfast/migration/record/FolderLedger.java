package dev.holdfast.migration.record;

import dev.holdfast.core.metric.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A ledger in a folder; see {@link RunLedger#folder}. Thread-safe, and safe with other processes. */
final class FolderLedger implements RunLedger {
    private final Path folder;
    private final Ticker ticker;
    private final RunFiles files;

    FolderLedger(Path folder, Ticker ticker, Consumer<String> steps) {
        this.folder = folder.toAbsolutePath().normalize();
        this.ticker = ticker;
        this.files = new RunFiles(this.folder, steps);
    }

    @Override
    @SuppressWarnings("try") // the lock works by being held
    public Kept append(RunRecord run) {
        boolean interrupted = Thread.interrupted();
        try {
            files.create();
            // One lock for every ledger of this process on this folder, whoever made it: interned texts are the one
            // table
            // that they share without a static field of ours.
            synchronized (("holdfast run ledger " + folder.toRealPath()).intern()) {
                try (RunFiles.Lock lock = files.lock(ticker)) {
                    return keep(run);
                }
            }
        } catch (IOException e) {
            throw new RunLedgerException(
                    "record " + run.id() + " could not be kept in " + folder + " (" + e
                            + "): verify the ledger, then keep the record again if it is not there",
                    e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public List<Kept> read() {
        return chain(content(), ChainHead.NONE).records();
    }

    @Override
    public ChainCheck verify(ChainHead pinned) {
        RunFiles.Content content = content();
        return chain(content, pinned).result(content.leftovers());
    }

    private Kept keep(RunRecord run) throws IOException {
        String document = Kept.document(head(), run);
        Kept kept = Kept.read(document);
        files.write(RunFiles.name(kept), document);
        return kept;
    }

    /** Looks at the last record alone: appending takes the same time however long the chain is. */
    private ChainHead head() throws IOException {
        List<Path> records = files.content().records();
        if (records.isEmpty()) {
            return ChainHead.NONE;
        }
        Path last = records.get(records.size() - 1);
        Chain.Link link = link(last);
        try {
            Kept kept = Kept.read(link.document());
            if (kept.sequence() == link.sequence()) {
                return kept.head();
            }
        } catch (IllegalArgumentException e) {
            throw broken(last, e);
        }
        throw broken(last, null);
    }

    private RunLedgerException broken(Path last, @Nullable Exception cause) {
        return new RunLedgerException(
                "the last record of " + folder + ", " + last.getFileName()
                        + ", is not what was kept, so nothing can follow it: keep the folder for whoever looks into it,"
                        + " and begin a new one",
                cause);
    }

    private RunFiles.Content content() {
        try {
            return files.content();
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private Chain chain(RunFiles.Content content, ChainHead pinned) {
        List<Chain.Link> links = new ArrayList<>();
        try {
            for (Path file : content.records()) {
                links.add(link(file));
            }
        } catch (IOException e) {
            throw unreachable(e);
        }
        return Chain.of(links, pinned, RunFiles::name);
    }

    private static Chain.Link link(Path file) throws IOException {
        return new Chain.Link(RunFiles.sequence(file), file.getFileName().toString(), RunFiles.document(file));
    }

    private RunLedgerException unreachable(IOException e) {
        return new RunLedgerException(
                "the ledger in " + folder + " could not be read (" + e + "): check that it is there and readable", e);
    }
}
