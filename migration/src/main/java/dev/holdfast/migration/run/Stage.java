package dev.holdfast.migration.run;

import java.util.Locale;

/** The places of a run's steps, in their order. */
public enum Stage {
    /** Whether the database and its surroundings are fit for the run. */
    PREFLIGHT,
    /** That what may be lost is kept. */
    BACKUP,
    /** What would block, break, mislead or expose. */
    LINT,
    /** What is pending, statement by statement. */
    PLAN,
    /** What it does where it leaves nothing. */
    REHEARSE,
    /** That it can be taken back. */
    PROVE,
    /** That nobody runs who would break. */
    GATE,
    /** The migrations themselves. */
    MIGRATE,
    /** That what is expected holds. */
    VERIFY,
    /** That what was done is what was rehearsed. */
    CONFIRM,
    /** What is done about a failure after the migrations began; no part of a run that goes well. */
    ROLL_BACK;

    /**
     * Its name in records and messages.
     *
     * @return such as {@code roll-back}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it comes before anything is changed. */
    boolean isBeforeChanges() {
        return compareTo(MIGRATE) < 0;
    }
}
