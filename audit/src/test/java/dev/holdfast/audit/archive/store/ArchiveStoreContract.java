package dev.holdfast.audit.archive.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.audit.archive.format.ArchiveSource;
import dev.holdfast.audit.archive.format.ArchiveSourceContract;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link ArchiveStore} must do, which is a source as well; a host extends it for a store of its own. */
public abstract class ArchiveStoreContract extends ArchiveSourceContract {
    private static final String NAME = "audit-2026-08-1.ndjson.gz";

    /** An empty store, another one for each test. */
    protected abstract ArchiveStore store() throws IOException;

    @Override
    protected final ArchiveSource source(Map<String, byte[]> files) throws IOException {
        ArchiveStore store = store();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            store.write(file.getKey(), out -> out.write(file.getValue()));
        }
        return store;
    }

    @Test
    void write_newAndAgain_isReadAndListed() throws IOException {
        ArchiveStore store = store();
        assertThat(store.list()).isEmpty();
        write(store, NAME, "one");
        write(store, "b", "two");
        write(store, NAME, "three, and longer");
        assertThat(read(store, NAME)).isEqualTo("three, and longer");
        assertThat(store.list()).containsExactly(NAME, "b");
    }

    @Test
    void write_contentThatFails_leavesWhatWasThere() throws IOException {
        ArchiveStore store = store();
        write(store, NAME, "whole");
        for (String name : new String[] {NAME, "new"}) {
            assertThatThrownBy(() -> store.write(name, out -> {
                        out.write(1);
                        throw new IOException("broken off");
                    }))
                    .hasMessageContaining("broken off");
        }
        assertThat(read(store, NAME)).isEqualTo("whole");
        assertThat(store.list()).containsExactly(NAME);
    }

    @Test
    void write_withinAnother_isWholeBeforeIt() throws IOException {
        ArchiveStore store = store();
        store.write("outer", out -> {
            write(store, "inner", "in");
            assertThat(store.list()).containsExactly("inner");
            out.write('o');
        });
        assertThat(read(store, "outer") + read(store, "inner")).isEqualTo("oin");
    }

    @Test
    void delete_thereOrNot_isGone() throws IOException {
        ArchiveStore store = store();
        write(store, NAME, "one");
        store.delete(NAME);
        // A job that was killed deletes again what it may have deleted.
        assertThatCode(() -> store.delete(NAME)).doesNotThrowAnyException();
        assertThat(store.list()).isEmpty();
    }

    /** A store is asked by several nodes and readers at once. */
    @Test
    void write_manyThreads_losesNone() throws Exception {
        ArchiveStore store = store();
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String name = "file-" + (i + 10);
                ends.add(pool.submit(() -> {
                    write(store, name, name);
                    return read(store, name);
                }));
            }
            for (int i = 0; i < ends.size(); i++) {
                assertThat(ends.get(i).get()).isEqualTo("file-" + (i + 10));
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(store.list()).hasSize(40).isSorted();
    }

    @Test
    void anyCall_nameThatLeadsElsewhere_isRefused() throws IOException {
        ArchiveStore store = store();
        for (String name : new String[] {"../up", "a/b", "", ".hidden", "UPPER", "a".repeat(101)}) {
            assertThatThrownBy(() -> write(store, name, "x")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> read(store, name)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> store.delete(name)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static void write(ArchiveStore store, String name, String text) throws IOException {
        store.write(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String read(ArchiveStore store, String name) throws IOException {
        try (InputStream in = store.read(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
