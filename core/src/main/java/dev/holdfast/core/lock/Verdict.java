package dev.holdfast.core.lock;

import dev.holdfast.core.tx.DatabaseException;
import java.util.OptionalLong;
import java.util.function.Function;

/** How the change of one row ended, before it is known whether the caller wants refusals as values or thrown. */
sealed interface Verdict {
    record Done(OptionalLong parentVersion) implements Verdict {}

    record Lost(VersionedTable table, BulkResult.Loser loser) implements Verdict {}

    record Dead(String sqlState, DatabaseException failure) implements Verdict {}

    /** The result of a change that was done, or why it was not. */
    default <R> R orRefusal(
            Function<? super Done, ? extends R> done, Function<? super UpdateResult.Refusal, ? extends R> refused) {
        if (this instanceof Done success) {
            return done.apply(success);
        } else if (this instanceof Lost lost) {
            OptionalLong found = lost.loser().found();
            return refused.apply(
                    found.isPresent()
                            ? new UpdateResult.Stale(lost.loser().expected(), found.getAsLong())
                            : new UpdateResult.Missing());
        }
        return refused.apply(new UpdateResult.Conflict(((Dead) this).sqlState()));
    }

    /** The change that was done, or the exception for why it was not. */
    default Done orThrow() {
        if (this instanceof Done success) {
            return success;
        } else if (this instanceof Lost lost) {
            throw StaleVersionException.of(lost.table(), lost.loser());
        }
        throw ((Dead) this).failure();
    }
}
