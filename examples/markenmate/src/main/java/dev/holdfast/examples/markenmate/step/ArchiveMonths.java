package dev.holdfast.examples.markenmate.step;

import dev.holdfast.audit.archive.ArchiveResult;
import dev.holdfast.audit.archive.ArchiveResult.Busy;
import dev.holdfast.audit.archive.ArchiveResult.Moved;
import dev.holdfast.audit.archive.ArchiveResult.Reason;
import dev.holdfast.audit.archive.ArchiveResult.Stopped;
import dev.holdfast.audit.archive.ArchiveState;
import dev.holdfast.audit.archive.AuditArchive;
import dev.holdfast.audit.archive.store.ArchiveStore;
import dev.holdfast.audit.hold.HoldScope;
import dev.holdfast.audit.hold.LegalHold;
import dev.holdfast.examples.markenmate.app.LogKeeping;
import java.util.ArrayList;
import java.util.List;

/** The same month end over the audit log: a late writer, a second node and a court order, and no row is lost. */
public final class ArchiveMonths implements Step {
    private static final String ALMA = "user-001";

    @Override
    public String title() {
        return "Archive the audit log: a month leaves when its archive proves every event";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        LogKeeping keeping = host.application().logKeeping();
        OldMonths months = OldMonths.of(host);
        months.bringAlong(keeping);
        transcript.expect("events brought along, of two old months, sealed", 2 * OldMonths.EVENTS, SealLog.seal(host));
        LegalHold hold = keeping.jobs()
                .call(tx -> keeping.holds()
                        .set(tx, HoldScope.everything().withActor("user-044"), "Amtsgericht, 12 C 34/26", ALMA));
        StatesSeen.watch(keeping);

        ArchiveStore store = ArchiveStore.directory(host.archiveDirectory());
        leaveLate(host, transcript, months, store);
        seal(host);
        host.archivedRows(months.hashOfOlder(host));
        transcript.expect(
                "the next run, when the late event is sealed",
                List.of(new Moved(months.older(), ArchiveState.DROPPED), held(months)),
                keeping.archive(store).run());
        transcript.expect(
                "states of month " + months.older() + ", each committed by itself",
                "ELIGIBLE → SEALED → EXPORTED → VERIFIED → DETACHED → ELIGIBLE"
                        + " → SEALED → EXPORTED → VERIFIED → DETACHED → DROPPED",
                StatesSeen.of(host, months.older()));
        letGo(host, transcript, months, hold);
        StatesSeen.stop(keeping);
        transcript.expect(
                "events of both months in the log",
                0L,
                months.inLog(host, months.older()) + months.inLog(host, months.younger()));
    }

    private static Stopped held(OldMonths months) {
        return new Stopped(months.younger(), ArchiveState.VERIFIED, Reason.HELD);
    }

    /** A writer of an old event has begun and not committed when the archive runs; a second node runs at the same time. */
    private static void leaveLate(Host host, Transcript transcript, OldMonths months, ArchiveStore store) {
        LogKeeping keeping = host.application().logKeeping();
        AuditArchive second = keeping.archive(store);
        List<ArchiveResult> secondNode = new ArrayList<>();
        AuditArchive first = keeping.archive(new NodesStore(store, () -> secondNode.addAll(second.run())));
        List<ArchiveResult> firstNode = host.application().requests().call(late -> {
            months.appendLate(late);
            return first.run();
        });
        transcript.expect(
                "a node that runs while another exports the month",
                List.of(new Busy(months.older()), held(months)),
                secondNode);
        transcript.expect(
                "the other one, while a writer of that month has not committed",
                List.of(
                        new Stopped(months.older(), ArchiveState.VERIFIED, Reason.LOCKED),
                        // The second node has brought it on meanwhile.
                        new Busy(months.younger())),
                firstNode);
        transcript.expect(
                "the next run, when the writer has committed after the export",
                List.of(new Stopped(months.older(), ArchiveState.ELIGIBLE, Reason.ROWS_DIFFER), held(months)),
                second.run());
        transcript.expect(
                "events of the month, part of the log again, the late one among them",
                OldMonths.EVENTS + 1,
                months.inLog(host, months.older()));
        transcript.because("nothing is dropped but what was read back from the archive, row for row");
    }

    private static void letGo(Host host, Transcript transcript, OldMonths months, LegalHold hold) {
        LogKeeping keeping = host.application().logKeeping();
        transcript.expect(
                "events of month " + months.younger() + ", which a court wants kept",
                OldMonths.EVENTS,
                months.inLog(host, months.younger()));
        transcript.expect(
                "hold lifted",
                true,
                keeping.jobs().call(tx -> keeping.holds().lift(tx, hold.id(), "case closed", ALMA)));
        transcript.expect(
                "the next run",
                List.of(new Moved(months.younger(), ArchiveState.DROPPED)),
                keeping.archive(ArchiveStore.directory(host.archiveDirectory())).run());
    }

    private static void seal(Host host) {
        long unused = SealLog.seal(host);
    }
}
