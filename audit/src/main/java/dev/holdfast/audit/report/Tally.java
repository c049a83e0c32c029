package dev.holdfast.audit.report;

/** How events with something in common ended. */
record Tally(String key, String detail, long succeeded, long failed, long denied, long unknown) {
    long total() {
        return succeeded + failed + denied + unknown;
    }

    /** What did not go through: failed or denied. */
    long refused() {
        return failed + denied;
    }

    String words() {
        return Shown.number(succeeded) + " succeeded, " + Shown.number(failed) + " failed, " + Shown.number(denied)
                + " denied, " + Shown.number(unknown) + " unknown";
    }
}
