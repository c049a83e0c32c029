package dev.holdfast.examples.benchmarks.sealing;

import dev.holdfast.audit.seal.tree.CompactRange;
import dev.holdfast.audit.seal.tree.TreeHash;
import dev.holdfast.audit.seal.tree.TreeHasher;
import dev.holdfast.examples.benchmarks.harness.Checked;
import dev.holdfast.examples.benchmarks.harness.Contest;
import dev.holdfast.examples.benchmarks.harness.Contestant;
import dev.holdfast.examples.benchmarks.harness.Goal;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.io.Closeable;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The root of the tree over leaf hashes that are in memory; the figures are a leaf's. */
public final class Roots {
    private static final int LEAVES = 100_000;
    private static final int OPERATIONS = 20;
    private static final int HASH = TreeHash.BYTES;

    private Roots() {}

    /** The baseline is C with OpenSSL where it can be compiled, else the JDK's digest by hand. */
    public static Contest contest(TestDatabase unused, Scale scale, int threads) throws Exception {
        int leaves = scale.size(LEAVES);
        byte[] hashes = hashes(leaves);
        String root = HexFormat.of().formatHex(root(MessageDigest.getInstance("SHA-256"), hashes));
        List<Contestant> contestants = new ArrayList<>();
        List<Closeable> props = new ArrayList<>();
        Optional<CompiledRoots> compiled = CompiledRoots.start(leaves);
        compiled.ifPresent(program -> {
            props.add(program);
            contestants.add(
                    Checked.of("C with OpenSSL", () -> () -> program.root().equals(root)));
        });
        contestants.add(Checked.of("MessageDigest by hand", () -> {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return () -> HexFormat.of().formatHex(root(sha256, hashes)).equals(root);
        }));
        contestants.add(
                Checked.of("Holdfast CompactRange", () -> () -> own(hashes).equals(root)));
        return new Contest(
                "root of " + leaves + " leaf hashes, each",
                Goal.ratio(0.95),
                threads,
                scale.perThread(OPERATIONS, threads),
                contestants,
                leaves,
                props,
                compiled.isPresent() ? List.of() : List.of(CompiledRoots.ABSENT),
                false);
    }

    /** Hash number i is i: what is hashed makes no difference to the time. */
    private static byte[] hashes(int leaves) {
        ByteBuffer hashes = ByteBuffer.allocate(leaves * HASH);
        for (int i = 0; i < leaves; i++) {
            hashes.putLong(i * HASH + HASH - Long.BYTES, i);
        }
        return hashes.array();
    }

    private static String own(byte[] hashes) {
        CompactRange range = new CompactRange(new TreeHasher());
        for (int at = 0; at < hashes.length; at += HASH) {
            range.append(hashes, at);
        }
        return HexFormat.of().formatHex(range.root().bytes());
    }

    /** RFC 9162 §2.1.1 as one writes it down: level by level, in one copy, whatever is odd goes up as it is. */
    private static byte[] root(MessageDigest sha256, byte[] hashes) throws Exception {
        byte[] level = hashes.clone();
        for (int count = hashes.length / HASH; count > 1; count = (count + 1) / 2) {
            for (int pair = 0; pair < count / 2; pair++) {
                sha256.update((byte) 1);
                sha256.update(level, 2 * pair * HASH, 2 * HASH);
                int unused = sha256.digest(level, pair * HASH, HASH);
            }
            if (count % 2 == 1) {
                System.arraycopy(level, (count - 1) * HASH, level, count / 2 * HASH, HASH);
            }
        }
        return Arrays.copyOf(level, HASH);
    }
}
