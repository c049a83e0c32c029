package dev.holdfast.examples.benchmarks.migration;

import dev.holdfast.examples.benchmarks.harness.Contestant;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A contestant each of whose operations applies a folder to a new schema. Its effects are the schemas in which the last
 * script's change is found.
 *
 * @param name how the result table names it; its first letter, in lower case, begins the names of its schemas
 * @param database where it works
 * @param folder what it applies, removed at the end
 * @param work applies the folder
 */
record Schemas(String name, TestDatabase database, ScriptFolder folder, Work work) implements Contestant {
    /** Applies the folder. */
    @FunctionalInterface
    interface Work {
        /** Applies it to a schema that exists and is empty. */
        void apply(TestDatabase database, ScriptFolder folder, String schema) throws Exception;
    }

    @Override
    public Worker worker(int thread) {
        AtomicInteger made = new AtomicInteger();
        return () -> {
            String schema = letter() + thread + "_" + made.incrementAndGet();
            database.execute("CREATE SCHEMA " + schema);
            work.apply(database, folder, schema);
        };
    }

    /** A table that has a size holds the rows of the last script. */
    @Override
    public long effects() throws Exception {
        int last = folder.scripts().size() - 3;
        return database.queryLong("SELECT count(*) FROM pg_class WHERE relname = 'item_" + last
                + "' AND relnamespace::regnamespace::text LIKE '" + letter() + "%' AND pg_relation_size(oid) > 0");
    }

    @Override
    public void close() {
        folder.close();
    }

    private String letter() {
        return name.substring(0, 1).toLowerCase(Locale.ROOT);
    }
}
