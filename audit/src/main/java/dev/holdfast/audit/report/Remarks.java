package dev.holdfast.audit.report;

import dev.holdfast.audit.report.Activity.Part;
import java.util.ArrayList;
import java.util.List;

/** What somebody should look at, the graver before the lighter. */
final class Remarks {
    /** From as many refusals on an actor is named. */
    private static final long MANY_REFUSALS = 10;

    private Remarks() {}

    /** A remark and whether it is grave. */
    record Remark(boolean isGrave, String text) {}

    static List<Remark> of(Activity activity, Verdicts verdict) {
        List<Remark> remarks = new ArrayList<>();
        if (!verdict.tone().equals("good")) {
            remarks.add(new Remark(verdict.tone().equals("bad"), verdict.sentence()));
        }
        addCount(remarks, true, activity.ofSeverity("CRITICAL"), "event of severity critical");
        addCount(remarks, false, activity.ofSeverity("HIGH"), "event of severity high");
        addCount(remarks, false, Long.parseLong(activity.all().detail()), "event marked as suspicious");
        activity.peakOfRefusals()
                .ifPresent(bar -> remarks.add(new Remark(
                        false,
                        "Refusals peaked at " + Shown.number(bar.refused()) + " in the " + activity.step().word
                                + " from " + activity.step().name(activity.begin(bar)) + ".")));
        activity.of(Part.REFUSED).stream()
                .filter(actor -> actor.refused() >= MANY_REFUSALS)
                .limit(3)
                .forEach(actor -> remarks.add(new Remark(
                        false,
                        "Actor " + actor.key() + " was refused " + Shown.number(actor.refused()) + " times: "
                                + Shown.number(actor.denied()) + " denied, " + Shown.number(actor.failed())
                                + " failed.")));
        remarks.sort((one, other) -> Boolean.compare(other.isGrave(), one.isGrave()));
        return remarks;
    }

    private static void addCount(List<Remark> remarks, boolean isGrave, long count, String what) {
        if (count > 0) {
            remarks.add(new Remark(isGrave, Shown.number(count) + " " + (count == 1 ? what : plural(what)) + "."));
        }
    }

    private static String plural(String what) {
        return what.replace("event ", "events ");
    }
}
