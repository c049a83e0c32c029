package dev.holdfast.audit.report;

import dev.holdfast.audit.seal.note.SignedCheckpoint;
import dev.holdfast.audit.seal.verify.SealFinding;
import dev.holdfast.audit.seal.verify.SealVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What verification said, in words.
 *
 * @param tone {@code good}, {@code warn} or {@code bad}
 * @param sentence the verdict
 * @param facts what it rests on
 * @param findings what was found; empty unless the log was changed
 */
record Verdicts(String tone, String sentence, List<Fact> facts, List<SealFinding> findings) {
    /** A name and its value. */
    record Fact(String name, String value) {}

    static Verdicts of(@Nullable SealVerdict verdict) {
        if (verdict == null) {
            return new Verdicts(
                    "warn",
                    "Not verified: this report shows what the tables say, and nobody has checked that they were left alone.",
                    List.of(),
                    List.of());
        }
        return verdict.fold(
                whole -> new Verdicts(
                        "good",
                        "Verified: every event is sealed, and none was touched since.",
                        facts(whole.checkpoint()),
                        List.of()),
                Verdicts::ofPending,
                Verdicts::ofOverdue,
                Verdicts::ofBroken);
    }

    private static Verdicts ofPending(SealVerdict.Pending pending) {
        List<Fact> facts = new ArrayList<>(facts(pending.checkpoint()));
        facts.add(new Fact("Not sealed yet", Shown.count(pending.events(), "event")));
        facts.add(new Fact("Oldest of them", Shown.duration(pending.oldest()) + " old"));
        return new Verdicts(
                "good",
                "Verified: what is sealed is intact. " + Shown.count(pending.events(), "event")
                        + (pending.events() == 1 ? " is" : " are") + " too young to be sealed.",
                facts,
                List.of());
    }

    private static Verdicts ofOverdue(SealVerdict.Overdue overdue) {
        String last = overdue.lastSealed() == null ? "never" : Shown.instant(overdue.lastSealed());
        return new Verdicts(
                "warn",
                "Sealing has stopped: what is sealed is intact, what came since is unprotected.",
                List.of(new Fact("Last sealed", last), new Fact("Not sealed", Shown.count(overdue.events(), "event"))),
                List.of());
    }

    private static Verdicts ofBroken(SealVerdict.Broken broken) {
        String many = (broken.isComplete() ? "" : "more than ")
                + Shown.count(broken.findings().size(), "finding");
        return new Verdicts(
                "bad",
                "Broken: the log was changed by other means than recording and sealing, " + many + ".",
                List.of(),
                broken.findings());
    }

    private static List<Fact> facts(SignedCheckpoint signed) {
        return List.of(
                new Fact("Sealed events", Shown.number(signed.checkpoint().size())),
                new Fact("Signed", Shown.instant(signed.signedAt())),
                new Fact("Log", signed.checkpoint().origin()),
                new Fact("Root", signed.checkpoint().root().toString()));
    }

    static String words(SealFinding finding) {
        return switch (finding.kind()) {
            case CHANGED -> "The event is not the one that was sealed.";
            case DELETED -> "The event was sealed and is gone.";
            case INSERTED -> "The event was put in later, past recording.";
            case REORDERED -> "The event has changed places with another.";
            case LEAF_FORGED -> "The leaf's entry is missing, doubled, or behind the end.";
            case TILE_FORGED -> "A hash of the tree is not the one that was signed.";
            case REWRITTEN -> "These events and their hashes are not those that were signed.";
            case CHECKPOINT_FORGED -> "A checkpoint is missing, or has no valid signature.";
            case TAIL_CUT -> "The log ends before a checkpoint that is known from elsewhere.";
            case ARCHIVE_FORGED -> "What the log says about an archived month is not signed, or not about its events.";
            case RESTORED -> "The tables are in another cluster, and nobody declared it.";
        };
    }

    static String kind(SealFinding finding) {
        return finding.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static String place(SealFinding finding) {
        if (finding.event() != null) {
            return finding.event() + (finding.from() < 0 ? "" : ", leaf " + Shown.number(finding.from()));
        }
        return finding.from() < 0
                ? "the whole log"
                : "leaves " + Shown.number(finding.from()) + " to " + Shown.number(finding.until() - 1);
    }
}
