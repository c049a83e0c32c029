package dev.holdfast.migration.apply.run;

import dev.holdfast.migration.apply.RunObserver;
import dev.holdfast.migration.apply.step.StepJournal;
import dev.holdfast.migration.apply.step.StepPlan;
import dev.holdfast.migration.script.ScriptSettings;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A migration, or its undo, that goes step by step.
 *
 * @param key its name in the journal
 * @param plan its steps
 * @param settings what its script says of itself
 * @param told how it is spoken of
 * @param frame what is written with its first and its last step
 */
record Course(StepJournal.Course key, StepPlan plan, ScriptSettings settings, Told told, Frame frame) {
    /**
     * How a course is spoken of.
     *
     * @param subject in messages
     * @param observed to the observer
     */
    record Told(Failures.Subject subject, RunObserver.Migration observed) {}

    /** What the history is told; each inside a transaction of the course. */
    interface Frame {
        /** Says, before the first step, that the migration has not come to its end. */
        void begin(Connection connection) throws SQLException;

        /** Says, when it is taken up again, what the script is like now. */
        void takeUp(Connection connection) throws SQLException;

        /** Says, with the last step, that it has. */
        void end(Connection connection) throws SQLException;
    }

    /** The schema of unqualified names. */
    String schema() {
        return key.history().schema();
    }
}
