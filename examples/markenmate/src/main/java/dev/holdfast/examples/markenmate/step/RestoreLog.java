package dev.holdfast.examples.markenmate.step;

import dev.holdfast.audit.anchor.AnchorReport;
import dev.holdfast.audit.anchor.AuditAnchors;
import dev.holdfast.audit.anchor.PublishResult;
import dev.holdfast.audit.seal.restore.KnownCheckpoint;
import dev.holdfast.audit.seal.restore.RestoreResult;
import dev.holdfast.core.context.CorrelationId;
import dev.holdfast.examples.markenmate.app.Answer;
import dev.holdfast.examples.markenmate.app.LogKeeping;
import java.util.List;

/** The log comes back from last night's copy: reported until somebody says so, and then it goes on. */
public final class RestoreLog implements Step {
    @Override
    public String title() {
        return "Restore the log from a backup: reported, declared, gone on with";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        LogKeeping keeping = host.application().logKeeping();
        try (Elsewhere elsewhere = Elsewhere.open(host);
                LogCopy lastNight = LogCopy.take(keeping.jobs())) {
            AuditAnchors anchors = elsewhere.anchors(keeping);
            long kept = host.number("SELECT size FROM holdfast.audit_tree");
            editTooLate(host);
            transcript.expect("one more event, sealed", 1L, SealLog.seal(host));
            transcript.expect("and published", true, anchors.publish() instanceof PublishResult.Anchored);
            lastNight.putBack();
            report(host, transcript, anchors);
            declare(host, transcript, anchors, kept);
            goOn(host, transcript, elsewhere, anchors);
        }
    }

    /** An edit of a version that is gone, which leaves an event and no change. */
    private static void editTooLate(Host host) {
        Answer answer = host.handle(
                Host.BENNO,
                CorrelationId.generate(),
                () -> host.application().lendings().update(1, 20, 0));
        if (answer.status() != 409) {
            throw new Transcript.Deviation("an edit of version 0 must be refused, got " + answer);
        }
    }

    private static void report(Host host, Transcript transcript, AuditAnchors anchors) {
        transcript.expect(
                "put back to last night: by the database alone", "Sealed, in archives: 0", SealLog.verdict(host));
        transcript.expect(
                "with what the anchors hold",
                "Broken: TAIL_CUT, TAIL_CUT",
                SealLog.verdict(host, anchors.ask().known()));
        transcript.refused(
                "seal on, by the node that sealed what is gone",
                "ROLLED_BACK",
                host.application().logKeeping().seals().seal().fold(done -> "sealed", () -> "busy", Enum::name));
        transcript.refused(
                "publish it",
                "second database CONTRADICTED, " + Elsewhere.WITNESS + " CONTRADICTED",
                Elsewhere.said(anchors.publish()));
    }

    private static void declare(Host host, Transcript transcript, AuditAnchors anchors, long kept) {
        LogKeeping keeping = host.application().logKeeping();
        String why = "backup of last night, by order of Alma";
        List<KnownCheckpoint> known = anchors.ask().known();
        transcript.expect(
                "declared, with what is lost",
                "epoch 2, kept " + kept + ", lost up to " + (kept + 1),
                said(keeping.declareRestored(why, known)));
        transcript.expect("declared once more", "nothing lost", said(keeping.declareRestored(why, known)));
        transcript.expect("recorded in the log, signed, and sealed with it", 1L, SealLog.seal(host));
        transcript.expect(
                "verdict, with what the anchors hold", "Sealed, in archives: 0", SealLog.verdict(host, known));
    }

    private static String said(RestoreResult result) {
        return result.fold(
                declared -> "epoch " + declared.restore().epoch() + ", kept "
                        + declared.restore().kept() + ", lost up to "
                        + declared.restore().lost(),
                () -> "nothing lost",
                () -> "another node is at it",
                Enum::name);
    }

    /** A restore is something that more than one person agrees to. */
    private static void goOn(Host host, Transcript transcript, Elsewhere elsewhere, AuditAnchors anchors) {
        PublishResult.Lagging lagging = (PublishResult.Lagging) anchors.publish();
        transcript.expect(
                "published", "second database HELD, " + Elsewhere.WITNESS + " FAILED", Elsewhere.said(lagging));
        AnchorReport witness = lagging.anchors().get(1);
        transcript.found("%s", String.valueOf(witness.problem()));
        elsewhere.witness().accept(lagging.checkpoint().checkpoint().origin());
        transcript.expect(
                "published, when the witness's operator has agreed",
                "second database HELD, " + Elsewhere.WITNESS + " HELD",
                Elsewhere.said(anchors.publish()));
        transcript.expect(
                "verdict",
                "Sealed, in archives: 0",
                SealLog.verdict(host, anchors.ask().known()));
    }
}
