package dev.holdfast.examples.benchmarks.migration;

import dev.holdfast.examples.benchmarks.harness.Contestant;
import dev.holdfast.examples.benchmarks.history.SchemaDigest;
import dev.holdfast.examples.benchmarks.history.ScriptFolder;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A contestant each of whose operations applies a folder to a new schema. Its effects are the schemas that then hold exactly
 * what the folder makes.
 */
final class Schemas implements Contestant {
    private final String name;
    private final Applying applying;
    private final Work work;
    private final AtomicInteger made = new AtomicInteger();
    private final Queue<String> unsettled = new ConcurrentLinkedQueue<>();
    private final AtomicLong right = new AtomicLong();

    /** The first letter of its name, in lower case, begins the names of its schemas. */
    Schemas(String name, Applying applying, Work work) {
        this.name = name;
        this.applying = applying;
        this.work = work;
    }

    /**
     * What all contestants do.
     *
     * @param database where
     * @param folder what is applied
     * @param digest what a schema holds afterwards
     */
    record Applying(TestDatabase database, ScriptFolder folder, String digest) {}

    /** Applies the folder. */
    @FunctionalInterface
    interface Work {
        /** Applies it to a schema that exists and is empty. */
        void apply(TestDatabase database, ScriptFolder folder, String schema) throws Exception;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Worker worker(int thread) {
        return () -> {
            String schema = name.substring(0, 1).toLowerCase(Locale.ROOT) + made.incrementAndGet();
            unsettled.add(schema);
            applying.database().execute("CREATE SCHEMA " + schema);
            work.apply(applying.database(), applying.folder(), schema);
        };
    }

    /** Dropped at once, so that the catalog does not grow from turn to turn. */
    @Override
    public void settle() throws Exception {
        for (String schema = unsettled.poll(); schema != null; schema = unsettled.poll()) {
            if (SchemaDigest.of(applying.database(), schema).equals(applying.digest())) {
                right.incrementAndGet();
            }
            applying.database().execute("DROP SCHEMA " + schema + " CASCADE");
        }
    }

    @Override
    public long effects() {
        return right.get();
    }
}
