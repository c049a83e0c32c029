package dev.holdfast.examples.benchmarks.tenant;

import dev.holdfast.examples.benchmarks.harness.Contestant;
import dev.holdfast.examples.benchmarks.history.SchemaDigest;
import dev.holdfast.examples.benchmarks.history.ScriptFolder;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * A contestant each of whose operations fills every tenant's schema. Its effects are the operations after which each of them
 * held exactly what the folder makes. For one thread.
 *
 * @param name how the result table names it
 * @param filling what all contestants do
 * @param work fills schemas that exist and are empty
 * @param right how often all were right
 */
record TenantSchemas(String name, Filling filling, Work work, AtomicLong right) implements Contestant {
    TenantSchemas(String name, Filling filling, Work work) {
        this(name, filling, work, new AtomicLong());
    }

    /** Fills schemas. */
    @FunctionalInterface
    interface Work {
        /** Fills schemas that exist and are empty. */
        void fill(List<String> schemas) throws Exception;
    }

    /**
     * What all contestants do, each in its turn, in the same schemas.
     *
     * @param database where
     * @param folder what every tenant gets
     * @param schemas the tenants
     * @param digest what each then holds
     */
    record Filling(TestDatabase database, ScriptFolder folder, List<String> schemas, String digest) {
        static Filling of(TestDatabase database, ScriptFolder folder, int tenants) throws Exception {
            List<String> schemas =
                    IntStream.range(0, tenants).mapToObj(i -> "tenant_" + i).toList();
            database.execute("CREATE SCHEMA model; SET search_path = model; " + String.join("\n", folder.scripts()));
            Filling filling = new Filling(database, folder, schemas, SchemaDigest.of(database, "model"));
            database.execute("DROP SCHEMA model CASCADE");
            filling.makeSchemas();
            return filling;
        }

        void makeSchemas() throws Exception {
            for (String schema : schemas) {
                database.execute("CREATE SCHEMA " + schema);
            }
        }
    }

    @Override
    public Worker worker(int thread) {
        return () -> work.fill(filling.schemas());
    }

    @Override
    public void settle() throws Exception {
        boolean isRight = true;
        for (String schema : filling.schemas()) {
            isRight &= SchemaDigest.of(filling.database(), schema).equals(filling.digest());
            filling.database().execute("DROP SCHEMA " + schema + " CASCADE");
        }
        filling.makeSchemas();
        if (isRight) {
            right.incrementAndGet();
        }
    }

    @Override
    public long effects() {
        return right.get();
    }
}
