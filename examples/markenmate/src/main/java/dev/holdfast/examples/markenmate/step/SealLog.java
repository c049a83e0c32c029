package dev.holdfast.examples.markenmate.step;

import dev.holdfast.audit.seal.AuditSeals;
import dev.holdfast.audit.seal.restore.KnownCheckpoint;
import dev.holdfast.audit.seal.verify.SealFinding;
import dev.holdfast.audit.seal.verify.SealVerdict;
import dev.holdfast.examples.markenmate.app.LendingDesk;
import dev.holdfast.examples.markenmate.app.LogKeeping;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;

/** Seals the log, and shows what the seal makes of a row that a superuser changed. */
public final class SealLog implements Step {
    private static final String ASCRIBE = "UPDATE holdfast.audit_event SET actor_id = ? WHERE id = ?";

    @Override
    public String title() {
        return "Seal the log: a signed tree over every event";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        LogKeeping keeping = host.application().logKeeping();
        long events = host.number("SELECT count(*) FROM holdfast.audit_event");
        transcript.expect("verdict before the first seal", "Overdue, events not sealed: " + events, verdict(host));
        transcript.expect("events sealed", events, seal(host));
        transcript.expect("verdict", "Sealed, in archives: 0", verdict(host));

        UUID blamed = host.newest(LendingDesk.UPDATE).event().id();
        String verdict = keeping.jobs().call(tx -> {
            String actor =
                    String.valueOf(tx.fetchValue("SELECT actor_id FROM holdfast.audit_event WHERE id = ?", blamed));
            tx.execute(ASCRIBE, "user-001", blamed);
            String found = verdict(host, tx, List.of());
            tx.execute(ASCRIBE, actor, blamed);
            return found;
        });
        transcript.expect(
                "verdict while a superuser lays a conflict at Alma's door", "Broken: CHANGED " + blamed, verdict);
        transcript.expect("verdict after it was put back", "Sealed, in archives: 0", verdict(host));
        transcript.found("anybody can check it with the public key alone: %s", keeping.key());
    }

    /** Seals what was committed; gives how many events that were. */
    static long seal(Host host) {
        return seal(host.application().logKeeping().seals());
    }

    static long seal(AuditSeals seals) {
        return seals.seal()
                .fold(
                        done -> (long) done.events(),
                        () -> {
                            throw new Transcript.Deviation("nobody else seals here, yet sealing was busy");
                        },
                        reason -> {
                            throw new Transcript.Deviation("sealing was refused: " + reason);
                        });
    }

    static String verdict(Host host) {
        return verdict(host, List.of());
    }

    static String verdict(Host host, List<KnownCheckpoint> known) {
        return host.application().logKeeping().jobs().call(tx -> verdict(host, tx, known));
    }

    /** Held against what is known of the log from elsewhere. */
    static String verdict(Host host, DSLContext tx, List<KnownCheckpoint> known) {
        SealVerdict verdict = host.application().logKeeping().verifier().verifyAgainst(tx, known);
        return verdict.fold(
                whole -> "Sealed, in archives: " + whole.archived(),
                young -> "Pending, events not sealed: " + young.events(),
                late -> "Overdue, events not sealed: " + late.events(),
                broken -> "Broken: "
                        + String.join(
                                ", ",
                                broken.findings().stream().map(SealLog::words).toList()));
    }

    private static String words(SealFinding finding) {
        return finding.event() == null ? finding.kind().name() : finding.kind() + " " + finding.event();
    }
}
