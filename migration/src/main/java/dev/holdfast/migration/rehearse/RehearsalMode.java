package dev.holdfast.migration.rehearse;

import dev.holdfast.migration.rehearse.live.LiveAllowance;
import dev.holdfast.migration.rehearse.scratch.ScratchDatabases;
import java.util.function.Function;

/** Where a rehearsal happens. */
public sealed interface RehearsalMode {
    /**
     * In a scratch database, where everything can be tried as it will be: concurrent index builds, files with commits of
     * their own, undo scripts.
     *
     * @param databases where the copy comes from
     * @return the mode
     */
    static RehearsalMode inClone(ScratchDatabases databases) {
        return new Clone(databases);
    }

    /**
     * In one transaction on the live database, rolled back. Its locks are real, and others wait for them.
     *
     * @param allowance how much of that is allowed
     * @return the mode
     */
    static RehearsalMode live(LiveAllowance allowance) {
        return new Live(allowance);
    }

    /**
     * What the case calls for.
     *
     * @param clone in a scratch database
     * @param live on the live one
     * @param <T> the result's type
     * @return what the function of the case gave
     */
    default <T> T fold(Function<Clone, T> clone, Function<Live, T> live) {
        return this instanceof Clone it ? clone.apply(it) : live.apply((Live) this);
    }

    /**
     * In a scratch database.
     *
     * @param databases where the copy comes from
     */
    record Clone(ScratchDatabases databases) implements RehearsalMode {}

    /**
     * On the live database.
     *
     * @param allowance how much is allowed
     */
    record Live(LiveAllowance allowance) implements RehearsalMode {}
}
