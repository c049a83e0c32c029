package dev.holdfast.audit.seal.proof;

import dev.holdfast.audit.seal.leaf.LeafEncoder;
import dev.holdfast.audit.seal.note.Checkpoint;
import dev.holdfast.audit.seal.note.DeclaredRestore;
import dev.holdfast.audit.seal.note.NoteSigner;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import dev.holdfast.audit.seal.note.TestKeys;
import dev.holdfast.audit.seal.tree.TileId;
import dev.holdfast.audit.seal.tree.TileWriter;
import dev.holdfast.audit.seal.tree.TreeHash;
import dev.holdfast.audit.seal.tree.TreeHasher;
import dev.holdfast.audit.seal.tree.TreeProofs;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A log in memory, its proofs, and every way to break them. */
final class SampleLog {
    static final int SIZE = 300;

    private final NoteSigner signer = TestKeys.signer("example.com/audit");
    private final List<byte[]> leaves = new ArrayList<>();
    private final TreeProofs proofs;

    SampleLog() {
        Map<TileId, byte[]> tiles = new HashMap<>();
        TreeHasher hasher = new TreeHasher();
        TileWriter writer = new TileWriter(hasher, 0, (id, width) -> new byte[0], tiles::put);
        for (int i = 0; i < SIZE; i++) {
            byte[] leaf = (LeafEncoder.FORMAT + "\u0012\0\0\0\u0001" + (char) ('a' + i % 26))
                    .getBytes(StandardCharsets.US_ASCII);
            leaves.add(leaf);
            writer.append(hasher.leaf(leaf).bytes(), 0);
        }
        writer.flush();
        this.proofs = new TreeProofs((id, width) -> tiles.get(id), SIZE);
    }

    NoteSigner signer() {
        return signer;
    }

    SignedCheckpoint head(int size) {
        return head(Checkpoint.FIRST_EPOCH, size);
    }

    SignedCheckpoint head(int epoch, int size) {
        return SignedCheckpoint.sign(
                Checkpoint.of(signer.key().name(), epoch, size, proofs.root(size)),
                Instant.ofEpochSecond(1_800_000_000),
                signer);
    }

    String event(int index, int size) {
        return ProofFile.of(leaves.get(index), proofs.inclusion(index, size), head(size));
    }

    String growth(int from, int to) {
        return ProofFile.of(head(from), proofs.consistency(from, to), head(to));
    }

    /** The log grown from one epoch to another. */
    String growth(int fromEpoch, int from, int toEpoch, int to) {
        return ProofFile.of(head(fromEpoch, from), proofs.consistency(from, to), head(toEpoch, to));
    }

    /** The note of a restore. */
    String restore(int epoch, int kept, int lost) {
        return DeclaredRestore.sign(
                        head(kept).checkpoint(),
                        epoch,
                        lost,
                        new DeclaredRestore.Signing(signer, Instant.ofEpochSecond(1_800_000_000)))
                .note();
    }

    /** Each line dropped, doubled, emptied, swapped with the next, or with one character changed; cut and longer files. */
    static List<String> broken(String file) {
        List<String> all = new ArrayList<>();
        List<String> lines = List.of(file.split("\n", -1));
        for (int at = 0; at < lines.size() - 1; at++) {
            String line = lines.get(at);
            all.add(with(lines, at, List.of()));
            all.add(with(lines, at, List.of("", line)));
            // Signatures may stand in any order.
            if (at + 1 < lines.size() - 1 && !line.startsWith("\u2014")) {
                List<String> swapped = new ArrayList<>(lines);
                swapped.set(at, lines.get(at + 1));
                swapped.set(at + 1, line);
                all.add(String.join("\n", swapped));
            }
            for (int i = 0; i < line.length(); i += Math.max(1, line.length() / 6)) {
                char changed = line.charAt(i) == 'A' ? 'B' : 'A';
                all.add(with(lines, at, List.of(line.substring(0, i) + changed + line.substring(i + 1))));
            }
            all.add(with(lines, at, List.of(line + " ")));
            all.add(with(lines, at, List.of(line + "=")));
            all.add(with(lines, at, List.of(line + "\r")));
        }
        String hash = Base64.getEncoder().encodeToString(new byte[TreeHash.BYTES]);
        int blank = file.indexOf("\n\n");
        all.add(file.substring(0, blank) + "\n" + hash + file.substring(blank));
        all.add(file.replaceFirst("index ", "index 0"));
        all.add(file.replaceFirst("index ", "index -"));
        all.add(file.replaceFirst("index [0-9]+", "index 999999999999999999"));
        all.add(file.replaceFirst("index [0-9]+", "index 300"));
        all.add(file.replaceFirst("index [0-9]+", "index 1"));
        all.add(file + "\n");
        all.add(file.strip());
        all.add("");
        all.add("\n\n");
        all.removeIf(file::equals);
        return all;
    }

    private static String with(List<String> lines, int at, List<String> put) {
        List<String> copy = new ArrayList<>(lines.subList(0, at));
        copy.addAll(put);
        copy.addAll(lines.subList(at + 1, lines.size()));
        return String.join("\n", copy);
    }
}
