package dev.holdfast.audit.harden;

import dev.holdfast.core.event.Severity;

/**
 * Something open in the log's protection.
 *
 * @param kind what sort of thing
 * @param what which object, and what about it
 * @param nextStep what closes it: one SQL statement, or as many as belong together, for a person to read and run; for
 *     months a call
 */
public record HardeningFinding(Kind kind, String what, String nextStep) {
    /** A sort of opening, with its weight and its reason. */
    public enum Kind {
        /** A guard trigger is not there. */
        TRIGGER_MISSING(Severity.HIGH, "rows can be changed or taken away without a word"),
        /** A guard trigger is disabled, or fires only in some sessions. */
        TRIGGER_OFF(Severity.HIGH, "rows can be changed or taken away while the trigger does not fire"),
        /** A trigger has a guard's name and does something else. */
        TRIGGER_CHANGED(Severity.HIGH, "it stands where the guard should be, and does something else"),
        /** A trigger that is not the log's. */
        TRIGGER_FOREIGN(Severity.MEDIUM, "it can alter or drop events on their way in, before they are sealed"),
        /** A function of the log is not there. */
        FUNCTION_MISSING(Severity.HIGH, "the guards call it"),
        /** A function of the log is not the one that the module made. */
        FUNCTION_REPLACED(Severity.CRITICAL, "the guards call it, and it does something else"),
        /** A role that is named for the log does not exist. */
        ROLE_MISSING(Severity.LOW, "its part of the log cannot run"),
        /** An object of the log belongs to another role than the one named. */
        OWNER_OTHER(Severity.HIGH, "an owner can drop it, and disable its triggers"),
        /** An object of the log belongs to a role that writes, seals or reads. */
        OWNER_APPLICATION(Severity.CRITICAL, "whoever takes over the application can drop the log"),
        /** Somebody has a privilege that no part needs. */
        GRANT_SURPLUS(Severity.HIGH, "no part of the log needs it"),
        /** A role lacks a privilege that its part needs. */
        GRANT_MISSING(Severity.LOW, "its part of the log cannot run"),
        /** A role of the log, or a member of one, is a superuser. */
        ROLE_SUPERUSER(Severity.CRITICAL, "a superuser passes every grant, and can remove every trigger"),
        /** A role of the log, or a member of one, can give itself more. */
        ROLE_POWERFUL(Severity.HIGH, "it can make or see more than its part"),
        /** A role of the log is a member of one that may do more. */
        MEMBERSHIP(Severity.HIGH, "it can do whatever that role can"),
        /** The owner's new tables are granted to others by default. */
        DEFAULT_PRIVILEGES(
                Severity.MEDIUM, "it is granted on every new table of the owner; on a month it is taken back"),
        /** Others than the owner can drop or add tables where the log is. */
        SCHEMA_OPEN(Severity.HIGH, "it can drop the log's tables, or put a table in the place of the next month"),
        /** An event trigger that was asked for is not at work. */
        EVENT_TRIGGER_MISSING(Severity.MEDIUM, "changes of the tables go unnoticed"),
        /** A month of the log is not attached to it. */
        MONTH_DETACHED(Severity.HIGH, "its events are not in the log; verification misses them"),
        /** A month that should be ahead is not. */
        MONTH_MISSING(Severity.HIGH, "events of that month will be refused"),
        /** Deleting or changing other rows reaches into the log. */
        FOREIGN_KEY(Severity.HIGH, "deleting what it refers to changes the log, or fails"),
        /** A check that ties the times of a row to its id is not there, or is another one. */
        CHECK_MISSING(Severity.HIGH, "whoever may insert can backdate an event"),
        /** The database fills a column of each row with something else. */
        DEFAULT_CHANGED(Severity.HIGH, "rows no longer say when, and in which transaction, they were recorded"),
        /** A table is emptied by a crash of the server. */
        UNLOGGED(Severity.CRITICAL, "a crash of the server empties it"),
        /** A rule rewrites statements. */
        RULE(Severity.HIGH, "statements on the table do something else than they say"),
        /** Policies decide which rows are seen. */
        ROW_SECURITY(Severity.HIGH, "it hides rows from readers, and from sealing"),
        /** The server, a database or a role is set so that commits can be lost or triggers kept from firing. */
        SETTING(Severity.HIGH, "what was committed can be lost, or guards of other tables do not fire"),
        /** Something could not be looked at. */
        NOT_VISIBLE(Severity.MEDIUM, "what it would show is not checked");

        private final Severity severity;
        private final String why;

        Kind(Severity severity, String why) {
            this.severity = severity;
            this.why = why;
        }

        /**
         * How bad it is.
         *
         * @return the severity
         */
        public Severity severity() {
            return severity;
        }

        /**
         * Why it matters.
         *
         * @return half a sentence
         */
        public String why() {
            return why;
        }
    }

    /** One line: severity, what, why, next step. */
    @Override
    public String toString() {
        return kind.severity() + " " + kind + ": " + what + " (" + kind.why() + "); next: " + nextStep;
    }
}
