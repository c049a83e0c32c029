package dev.holdfast.migration.rehearse.result;

import dev.holdfast.migration.rehearse.plan.Candidate;
import dev.holdfast.migration.rehearse.plan.PlannedMigration;
import java.util.function.Function;

/** What came of a rehearsal. */
public sealed interface RehearsalResult {
    /**
     * What the case calls for.
     *
     * @param rehearsed when everything ran
     * @param refused when it was not begun, or ended by its own rules
     * @param failed when the server refused a statement
     * @param <T> the result's type
     * @return what the function of the case gave
     */
    default <T> T fold(Function<Rehearsed, T> rehearsed, Function<Refused, T> refused, Function<Failed, T> failed) {
        if (this instanceof Rehearsed it) {
            return rehearsed.apply(it);
        }
        return this instanceof Refused it ? refused.apply(it) : failed.apply((Failed) this);
    }

    /**
     * Everything ran.
     *
     * @param report what happened
     */
    record Rehearsed(RehearsalReport report) implements RehearsalResult {}

    /**
     * It was not begun, or it was ended by its own rules; nothing stays.
     *
     * @param reason why
     * @param message one sentence with the next step
     */
    record Refused(Reason reason, String message) implements RehearsalResult {}

    /**
     * The server refused a statement, as it would on the day; nothing stays.
     *
     * @param at where
     * @param sqlState the server's SQLSTATE
     * @param message what it said, without values
     * @param report what happened until then
     */
    record Failed(Place at, String sqlState, String message, RehearsalReport report) implements RehearsalResult {}

    /**
     * A statement's place.
     *
     * @param migration the migration
     * @param statement the statement's number, from 1; 0 when the migration failed outside of a statement
     * @param line its line, from 1; 0 likewise
     * @param command what it is; empty likewise
     */
    record Place(Candidate migration, int statement, int line, String command) {
        /**
         * A place by a statement's number.
         *
         * @param migration the migration
         * @param statement the number; any other than one of the migration's statements for none
         * @return the place
         */
        public static Place of(PlannedMigration migration, int statement) {
            return migration.statements().stream()
                    .filter(planned -> planned.statement().number() == statement)
                    .findFirst()
                    .map(planned -> new Place(
                            migration.candidate(),
                            statement,
                            planned.statement().line(),
                            planned.command()))
                    .orElseGet(() -> new Place(migration.candidate(), 0, 0, ""));
        }
    }

    /** Why a rehearsal was refused. */
    enum Reason {
        /** A statement is not understood, so nobody can say what it would do. */
        UNKNOWN_STATEMENT,
        /** On the live database: a statement refuses a transaction, begins one or ends one. */
        ENDS_TRANSACTION,
        /**
         * A statement reaches beyond its database: a scratch database is no cluster of its own, and on the live one no
         * rollback takes back what reaches files, programs, other servers or the server itself.
         */
        LEAVES_THE_DATABASE,
        /** On the live database: a bigger table than allowed would be, or was, read or written as a whole. */
        BIG_TABLE,
        /** On the live database: a migration written in a language other than SQL. */
        NOT_SQL,
        /** There is no scratch database. */
        NO_SCRATCH_DATABASE
    }
}
