package dev.holdfast.examples.markenmate.step;

import dev.holdfast.audit.anchor.AuditAnchors;
import dev.holdfast.audit.anchor.PublishResult;
import dev.holdfast.audit.seal.proof.ProofResult;
import dev.holdfast.audit.seal.proof.ProofVerifier;
import dev.holdfast.audit.seal.restore.KnownCheckpoint;
import dev.holdfast.examples.markenmate.app.LendingDesk;
import dev.holdfast.examples.markenmate.app.LogKeeping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** Keeps the log's checkpoint outside of the database, and gives a stranger the proof of one event. */
public final class AnchorLog implements Step {
    private static final String DELETE_ALL = "TRUNCATE holdfast.audit_event, holdfast.audit_leaf, holdfast.audit_tile,"
            + " holdfast.audit_checkpoint; UPDATE holdfast.audit_tree SET size = 0";

    @Override
    public String title() {
        return "Anchor the log outside of the database, and prove an event to a stranger";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        Path file = host.archiveDirectory().resolve("log.anchor");
        AuditAnchors anchors = host.application().logKeeping().anchors(file);
        PublishResult published = anchors.publish();
        transcript.expect("checkpoint published", true, published instanceof PublishResult.Anchored);
        List<KnownCheckpoint> known = anchors.ask().known();
        Verdicts deleted = afterDeletingAll(host, known);
        transcript.expect(
                "the whole log deleted: by the database alone, a new one",
                "Overdue, events not sealed: 0",
                deleted.alone());
        transcript.expect("with what the anchor holds", "Broken: TAIL_CUT", deleted.withAnchor());
        transcript.expect("verdict after it was put back", "Sealed, in archives: 0", SealLog.verdict(host, known));
        prove(host, transcript);
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void prove(Host host, Transcript transcript) {
        LogKeeping keeping = host.application().logKeeping();
        UUID event = host.newest(LendingDesk.UPDATE).event().id();
        String proof = keeping.jobs()
                .call(tx -> keeping.proofs().inclusion(tx, event))
                .orElseThrow(() -> new Transcript.Deviation("event " + event + " is not sealed"));
        // The stranger has two texts: the proof and the public key. No database, no network.
        ProofVerifier stranger = new ProofVerifier(keeping.key());
        transcript.expect("a stranger reads in the proof", "lending.update " + event, said(stranger.verify(proof)));
        String forged = proof.replaceFirst("\nindex [0-9]+\n", "\nindex 0\n");
        transcript.refused("the same proof for another place", "INVALID: PATH", said(stranger.verify(forged)));
    }

    private static String said(ProofResult result) {
        return result.fold(
                included ->
                        included.event().get("action") + " " + included.event().get("id"),
                grown -> "grown to " + grown.newer().checkpoint().size(),
                reason -> "INVALID: " + reason);
    }

    /** What is said of a log that a superuser has deleted; rolled back. */
    private static Verdicts afterDeletingAll(Host host, List<KnownCheckpoint> known) {
        try {
            host.application().logKeeping().jobs().run(tx -> {
                tx.execute(DELETE_ALL);
                throw new Undone(new Verdicts(SealLog.verdict(host, tx, List.of()), SealLog.verdict(host, tx, known)));
            });
        } catch (Undone undone) {
            return undone.verdicts;
        }
        throw new Transcript.Deviation("the log must have been deleted for a moment");
    }

    private record Verdicts(String alone, String withAnchor) {}

    /** Takes the deletion back, and what was seen meanwhile along. */
    private static final class Undone extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Verdicts verdicts;

        private Undone(Verdicts verdicts) {
            super("rolled back");
            this.verdicts = verdicts;
        }
    }
}
