package dev.holdfast.examples.benchmarks.credential;

import dev.holdfast.auth.password.hash.Argon2Cost;
import dev.holdfast.examples.benchmarks.harness.Contestant;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Bouncy Castle's Argon2id on as many threads as the pool has lanes, which share the operations of all callers: nobody
 * waits for anybody, which no bound on memory can beat.
 *
 * @param name how the result table names it
 * @param work what to hash and on how many threads
 * @param keepsBlocks whether a thread keeps its memory from hash to hash
 * @param hashes how many hashes were right
 */
record BareArgon2(String name, Work work, boolean keepsBlocks, AtomicLong hashes) implements Contestant {
    private static final int DIGEST_BYTES = 32;

    /**
     * What there is to hash.
     *
     * @param cost of each hash
     * @param lanes how many hashes are computed at once
     * @param callers how many callers there are, a multiple of the lanes
     */
    record Work(Argon2Cost cost, int lanes, int callers) {}

    static BareArgon2 of(String name, Work work, boolean keepsBlocks) {
        return new BareArgon2(name, work, keepsBlocks, new AtomicLong());
    }

    @Override
    public Worker worker(int thread) {
        if (thread >= work.lanes()) {
            return () -> {};
        }
        Argon2BytesGenerator.BlockPool blocks =
                new Argon2BytesGenerator.FixedBlockPool(work.cost().memoryKib() + 16);
        int share = work.callers() / work.lanes();
        return () -> {
            for (int i = 0; i < share; i++) {
                hash(blocks);
            }
        };
    }

    private void hash(Argon2BytesGenerator.BlockPool blocks) {
        Argon2Parameters.Builder parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(work.cost().memoryKib())
                .withIterations(work.cost().iterations())
                .withParallelism(work.cost().parallelism())
                .withSalt(new byte[16]);
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init((keepsBlocks ? parameters.withBlockPool(blocks) : parameters).build());
        hashes.addAndGet(
                generator.generateBytes(HashingLoads.WRONG.getBytes(StandardCharsets.UTF_8), new byte[DIGEST_BYTES])
                        / DIGEST_BYTES);
    }

    @Override
    public long effects() {
        return hashes.get();
    }
}
