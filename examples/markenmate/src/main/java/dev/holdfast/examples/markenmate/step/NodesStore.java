package dev.holdfast.examples.markenmate.step;

import dev.holdfast.audit.archive.store.ArchiveStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The store of one node, in whose midst another node gets its turn: once, at the first file that is written. */
final class NodesStore implements ArchiveStore {
    private final ArchiveStore store;
    private final Runnable otherNode;
    private boolean hadItsTurn;

    NodesStore(ArchiveStore store, Runnable otherNode) {
        this.store = store;
        this.otherNode = otherNode;
    }

    @Override
    public void write(String name, Content content) throws IOException {
        if (!hadItsTurn) {
            hadItsTurn = true;
            otherNode.run();
        }
        store.write(name, content);
    }

    @Override
    public InputStream read(String name) throws IOException {
        return store.read(name);
    }

    @Override
    public void delete(String name) throws IOException {
        store.delete(name);
    }

    @Override
    public List<String> list() throws IOException {
        return store.list();
    }
}
