package dev.holdfast.audit.seal.proof;

import dev.holdfast.audit.seal.note.SignedCheckpoint;
import dev.holdfast.audit.seal.tree.ConsistencyProof;
import dev.holdfast.audit.seal.tree.InclusionProof;
import dev.holdfast.audit.seal.tree.TreeHash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A proof as the text of a file; {@code docs/design/audit-proof-format.md} describes every byte.
 *
 * <p>Read is not verified: {@link ProofVerifier} verifies.
 */
public final class ProofFile {
    static final String EVENT = "c2sp.org/tlog-proof@v1";
    static final String GROWTH = "holdfast-consistency/v1";
    static final String EXTRA = "extra ";
    static final String INDEX = "index ";
    static final String OLDER = "older ";

    private final List<String> head;
    private final String note;

    private ProofFile(List<String> head, String note) {
        this.head = head;
        this.note = note;
    }

    /**
     * Writes the proof of an event (C2SP tlog-proof).
     *
     * @param leaf the event's leaf
     * @param proof its place
     * @param checkpoint the tree head that the proof leads to
     * @return the file's text
     */
    public static String of(byte[] leaf, InclusionProof proof, SignedCheckpoint checkpoint) {
        List<String> lines = new ArrayList<>(
                List.of(EVENT, EXTRA + Base64.getEncoder().encodeToString(leaf), INDEX + proof.index()));
        return text(lines, proof.path(), checkpoint);
    }

    /**
     * Writes the proof that the log only grew.
     *
     * @param older the older tree head
     * @param proof leads from it to the newer one
     * @param newer the newer tree head
     * @return the file's text
     */
    public static String of(SignedCheckpoint older, ConsistencyProof proof, SignedCheckpoint newer) {
        byte[] note = older.note().getBytes(StandardCharsets.UTF_8);
        List<String> lines =
                new ArrayList<>(List.of(GROWTH, OLDER + Base64.getEncoder().encodeToString(note)));
        return text(lines, proof.path(), newer);
    }

    /** Takes the file apart at its first empty line. */
    static Optional<ProofFile> read(String text) {
        int blank = text.indexOf("\n\n");
        if (blank < 0) {
            return Optional.empty();
        }
        return Optional.of(new ProofFile(List.of(text.substring(0, blank).split("\n", -1)), text.substring(blank + 2)));
    }

    String format() {
        return head.get(0);
    }

    String note() {
        return note;
    }

    /** What follows a word at the beginning of a line. */
    Optional<String> field(int line, String word) {
        return line < head.size() && head.get(line).startsWith(word)
                ? Optional.of(head.get(line).substring(word.length()))
                : Optional.empty();
    }

    Optional<byte[]> bytes(int line, String word) {
        return field(line, word).flatMap(text -> {
            try {
                byte[] bytes = Base64.getDecoder().decode(text);
                return Base64.getEncoder().encodeToString(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
            } catch (IllegalArgumentException notBase64) {
                return Optional.empty();
            }
        });
    }

    /** The hashes from a line on; empty when one of them is none. */
    Optional<List<TreeHash>> path(int from) {
        List<TreeHash> path = new ArrayList<>();
        for (String line : head.subList(Math.min(from, head.size()), head.size())) {
            Optional<TreeHash> hash = TreeHash.parse(line);
            if (hash.isEmpty()) {
                return Optional.empty();
            }
            path.add(hash.get());
        }
        return Optional.of(path);
    }

    private static String text(List<String> lines, List<TreeHash> path, SignedCheckpoint checkpoint) {
        path.forEach(hash -> lines.add(hash.toString()));
        return String.join("\n", lines) + "\n\n" + checkpoint.note();
    }
}
