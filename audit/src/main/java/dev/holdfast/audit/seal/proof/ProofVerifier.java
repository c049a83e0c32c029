package dev.holdfast.audit.seal.proof;

import dev.holdfast.audit.seal.leaf.LeafContent;
import dev.holdfast.audit.seal.leaf.LeafEncoder;
import dev.holdfast.audit.seal.note.Checkpoint;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import dev.holdfast.audit.seal.proof.ProofResult.Grown;
import dev.holdfast.audit.seal.proof.ProofResult.Included;
import dev.holdfast.audit.seal.proof.ProofResult.Invalid;
import dev.holdfast.audit.seal.proof.ProofResult.Reason;
import dev.holdfast.audit.seal.tree.ConsistencyProof;
import dev.holdfast.audit.seal.tree.InclusionProof;
import dev.holdfast.audit.seal.tree.TreeHash;
import dev.holdfast.audit.seal.tree.TreeHasher;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Verifies proofs by a public key alone: no database, no network, no clock.
 *
 * <p><em>Security note.</em> The key must have come by a way that whoever could forge the proof does not control. Thread-safe.
 */
public final class ProofVerifier {
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");
    private static final byte[] LEAF = LeafEncoder.FORMAT.getBytes(StandardCharsets.US_ASCII);

    private final NoteKey key;

    /**
     * Makes a verifier.
     *
     * @param key the log's public key
     */
    public ProofVerifier(NoteKey key) {
        this.key = key;
    }

    /**
     * Verifies a proof of either kind.
     *
     * @param bytes the file's content
     * @return what it proves
     */
    public ProofResult verify(byte[] bytes) {
        try {
            return verify(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return new Invalid(Reason.MALFORMED);
        }
    }

    /**
     * Verifies a proof of either kind.
     *
     * @param text the file's text
     * @return what it proves
     */
    public ProofResult verify(String text) {
        Optional<ProofFile> file = ProofFile.read(text);
        if (file.isEmpty()) {
            return new Invalid(Reason.MALFORMED);
        }
        return switch (file.get().format()) {
            case ProofFile.EVENT -> event(file.get());
            case ProofFile.GROWTH -> growth(file.get());
            default -> new Invalid(Reason.MALFORMED);
        };
    }

    private ProofResult event(ProofFile file) {
        Optional<byte[]> leaf = file.bytes(1, ProofFile.EXTRA).filter(ProofVerifier::isLeaf);
        Optional<String> index = file.field(2, ProofFile.INDEX)
                .filter(text -> NUMBER.matcher(text).matches());
        Optional<List<TreeHash>> path = file.path(3);
        if (leaf.isEmpty() || index.isEmpty() || path.isEmpty()) {
            return new Invalid(Reason.MALFORMED);
        }
        Optional<SignedCheckpoint> signed = SignedCheckpoint.open(file.note(), key);
        if (signed.isEmpty()) {
            return new Invalid(Reason.CHECKPOINT);
        }
        Checkpoint head = signed.get().checkpoint();
        long place = Long.parseLong(index.get());
        TreeHash hash = new TreeHasher().leaf(leaf.get());
        if (place >= head.size() || !new InclusionProof(place, head.size(), path.get()).leads(hash, head.root())) {
            return new Invalid(Reason.PATH);
        }
        return new Included(signed.get(), place, LeafContent.read(leaf.get()).orElse(Map.of()));
    }

    private ProofResult growth(ProofFile file) {
        Optional<String> note = file.bytes(1, ProofFile.OLDER).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
        Optional<List<TreeHash>> path = file.path(2);
        if (note.isEmpty() || path.isEmpty()) {
            return new Invalid(Reason.MALFORMED);
        }
        Optional<SignedCheckpoint> older = SignedCheckpoint.open(note.get(), key);
        Optional<SignedCheckpoint> newer = SignedCheckpoint.open(file.note(), key);
        if (older.isEmpty() || newer.isEmpty()) {
            return new Invalid(Reason.CHECKPOINT);
        }
        Checkpoint from = older.get().checkpoint();
        Checkpoint to = newer.get().checkpoint();
        boolean leads = from.size() <= to.size()
                && from.epoch() <= to.epoch()
                && new ConsistencyProof(from.size(), to.size(), path.get()).leads(from.root(), to.root());
        return leads ? new Grown(older.get(), newer.get()) : new Invalid(Reason.PATH);
    }

    private static boolean isLeaf(byte[] leaf) {
        return leaf.length >= LEAF.length
                && ByteBuffer.wrap(leaf, 0, LEAF.length).equals(ByteBuffer.wrap(LEAF));
    }
}
