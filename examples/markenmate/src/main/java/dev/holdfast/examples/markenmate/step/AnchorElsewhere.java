package dev.holdfast.examples.markenmate.step;

import dev.holdfast.audit.anchor.AuditAnchors;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.examples.markenmate.app.LendingDesk;
import dev.holdfast.examples.markenmate.app.LogKeeping;
import dev.holdfast.examples.markenmate.step.Transcript.Deviation;
import java.util.UUID;

/** Keeps checkpoints where other people administer, and meets one who has the database and the log's key. */
public final class AnchorElsewhere implements Step {
    private static final String REWRITE = "UPDATE holdfast.audit_event SET actor_id = 'user-001' WHERE id = ?";
    private static final String FORGET = "TRUNCATE holdfast.audit_leaf, holdfast.audit_tile, holdfast.audit_checkpoint;"
            + " UPDATE holdfast.audit_tree SET size = 0, snapshot = '1:1:'";
    private static final String HELD = "second database HELD, " + Elsewhere.WITNESS + " HELD";
    private static final String AGAINST = "second database CONTRADICTED, " + Elsewhere.WITNESS + " CONTRADICTED";

    @Override
    public String title() {
        return "Anchor it with other people: a second database, a witness";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        LogKeeping keeping = host.application().logKeeping();
        try (Elsewhere elsewhere = Elsewhere.open(host);
                LogCopy copy = LogCopy.take(keeping.jobs())) {
            AuditAnchors anchors = elsewhere.anchors(keeping);
            transcript.expect("checkpoint published", HELD, Elsewhere.said(anchors.publish()));
            transcript.expect("under it there, the witness's signature", true, elsewhere.isCosigned());
            transcript.refused("take it back there, by the login that publishes", "42501", takenBack(elsewhere));

            rewriteWithKey(host, keeping);
            transcript.expect(
                    "the log rewritten at its length by one who has its key: by the database alone",
                    "Sealed, in archives: 0",
                    SealLog.verdict(host));
            transcript.expect(
                    "with what the anchors hold",
                    "Broken: REWRITTEN, REWRITTEN",
                    SealLog.verdict(host, anchors.ask().known()));
            transcript.refused("publish it", AGAINST, Elsewhere.said(anchors.publish()));
            elsewhere.loseCosigned();
            transcript.refused(
                    "again, when he has deleted the file beside the application: the witness remembers",
                    AGAINST,
                    Elsewhere.said(anchors.publish()));
            copy.putBack();
            transcript.expect("checkpoint published, when it was put back", HELD, Elsewhere.said(anchors.publish()));
            transcript.expect(
                    "verdict",
                    "Sealed, in archives: 0",
                    SealLog.verdict(host, anchors.ask().known()));
        }
    }

    private static void rewriteWithKey(Host host, LogKeeping keeping) {
        UUID blamed = host.newest(LendingDesk.UPDATE).event().id();
        keeping.jobs().run(tx -> {
            tx.execute(REWRITE, blamed);
            tx.execute(FORGET);
        });
        long unused = SealLog.seal(keeping.sealsOfANewNode());
    }

    private static String takenBack(Elsewhere elsewhere) {
        try {
            TransactionRunner.over(elsewhere.database().publishing())
                    .run(tx -> tx.execute("DELETE FROM holdfast.audit_anchored"));
        } catch (DatabaseException e) {
            return e.sqlState().orElse("no SQLSTATE");
        }
        throw new Deviation("the second database must refuse the deletion");
    }
}
