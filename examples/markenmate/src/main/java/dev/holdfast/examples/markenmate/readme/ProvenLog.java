package dev.holdfast.examples.markenmate.readme;

import dev.holdfast.audit.anchor.AuditAnchors;
import dev.holdfast.audit.anchor.PublishResult;
import dev.holdfast.audit.anchor.file.FileAnchor;
import dev.holdfast.audit.seal.AuditSeals;
import dev.holdfast.audit.seal.SealProofs;
import dev.holdfast.audit.seal.SealResult;
import dev.holdfast.audit.seal.SealedLog;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.note.NoteSigner;
import dev.holdfast.audit.seal.proof.ProofResult;
import dev.holdfast.audit.seal.proof.ProofVerifier;
import dev.holdfast.audit.seal.restore.KnownCheckpoint;
import dev.holdfast.audit.seal.verify.SealVerdict;
import dev.holdfast.audit.seal.verify.SealVerifier;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.tx.TransactionRunner;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** The README's example of a log that is proven, where it compiles; a test holds the two equal. */
final class ProvenLog {
    private ProvenLog() {}

    static Report prove(TransactionRunner runner, Path file, NoteSigner signer, Clock clock, UUID event) {
        SealedLog log = SealedLog.of(Namespace.defaults(), clock);
        NoteKey key = signer.key();
        SealResult sealed = new AuditSeals(runner, log, signer).seal();

        AuditAnchors anchors = new AuditAnchors(runner, log, key, List.of(FileAnchor.of("vault", file, key)));
        PublishResult published = anchors.publish();
        List<KnownCheckpoint> known = anchors.ask().known();
        SealVerdict verdict = runner.call(tx -> new SealVerifier(log, key).verifyAgainst(tx, known));

        SealProofs proofs = new SealProofs(Namespace.defaults(), key);
        String proof = runner.call(tx -> proofs.inclusion(tx, event)).orElseThrow();
        ProofResult judged = new ProofVerifier(key).verify(proof);
        return new Report(sealed, published, verdict, judged);
    }

    /** What the jobs have to say, and a stranger with the proof and the public key. */
    record Report(SealResult sealed, PublishResult published, SealVerdict verdict, ProofResult judged) {}
}
