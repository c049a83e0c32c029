package dev.holdfast.migration.statement;

import dev.holdfast.migration.statement.effect.Effect;
import dev.holdfast.migration.statement.effect.ExpectedLock;
import dev.holdfast.migration.statement.effect.Reach;
import dev.holdfast.migration.statement.effect.TransactionUse;
import java.util.List;
import java.util.function.Function;

/** What a statement is, by its text alone. */
public sealed interface StatementClass {
    /**
     * What the case calls for.
     *
     * @param known when the statement is known
     * @param unknown when it is not
     * @param <T> the result's type
     * @return what the function of the case gave
     */
    default <T> T fold(Function<Known, T> known, Function<Unknown, T> unknown) {
        return this instanceof Known it ? known.apply(it) : unknown.apply((Unknown) this);
    }

    /**
     * A known statement.
     *
     * @param command its name in the list of psql's {@code \h}, such as {@code CREATE INDEX}
     * @param transaction how it stands to a transaction
     * @param targets the objects it names as its own, folded; empty when it has none
     * @param locks the strongest lock that it is expected to take on each relation it names; on one that it makes, none
     * @param rewrite whether a table gets a new file, be it an empty one
     * @param scan whether it reads the rows that are there while it holds its lock
     * @param losesData whether it removes rows or columns for good; a change of values in place does not count
     * @param reach how far it reaches beyond its database
     */
    record Known(
            String command,
            TransactionUse transaction,
            List<String> targets,
            List<ExpectedLock> locks,
            Effect rewrite,
            Effect scan,
            boolean losesData,
            Reach reach)
            implements StatementClass {
        /** Copies the lists. */
        public Known {
            targets = List.copyOf(targets);
            locks = List.copyOf(locks);
        }

        /**
         * Whether it runs code that stands elsewhere or in a string, so that its locks cannot be foretold.
         *
         * @return true for {@code DO}, {@code CALL} and {@code EXECUTE}
         */
        public boolean isOpaque() {
            return command.equals("DO") || command.equals("CALL") || command.equals("EXECUTE");
        }
    }

    /**
     * A statement that is not known, which blocks a rehearsal unless it is allowed.
     *
     * @param reason why, without a literal of the statement
     */
    record Unknown(String reason) implements StatementClass {}
}
