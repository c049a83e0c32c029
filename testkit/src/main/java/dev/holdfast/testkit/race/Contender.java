package dev.holdfast.testkit.race;

import java.sql.Connection;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Phaser;

/**
 * One of the racing transactions of a round, as its body sees it; for the thread that runs the body only.
 *
 * @param <S> what the round was prepared with
 */
public final class Contender<S> {

    private final Connection connection;
    private final S state;
    private final int index;
    private final int round;
    private final Phaser barrier;
    private boolean rollsBack;

    Contender(Connection connection, S state, int index, int round, Phaser barrier) {
        this.connection = connection;
        this.state = state;
        this.index = index;
        this.round = round;
        this.barrier = barrier;
    }

    /**
     * A connection inside a begun transaction of the race's isolation level, whose snapshot is already taken. The race
     * commits or rolls back and reuses it in the next round, so what the body sets for the session stays.
     *
     * @return the connection
     */
    public Connection connection() {
        return connection;
    }

    /** {@return what the round was prepared with, the same object for all its contenders} */
    public S state() {
        return state;
    }

    /** {@return this contender's number, from 0 to the number of contenders less 1} */
    public int index() {
        return index;
    }

    /** {@return the round's number, from 0 to the number of rounds less 1} */
    public int round() {
        return round;
    }

    /**
     * Waits until every contender of the round is here or has ended; may be called several times. A naive form reads,
     * awaits, and writes. Nobody may hold a lock here that another needs on the way: that ends in the race's time-out.
     *
     * @throws CancellationException when the race is given up meanwhile
     */
    public void await() {
        try {
            int unused = barrier.awaitAdvanceInterruptibly(barrier.arrive());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the race was given up while contender " + index + " waited");
        }
    }

    /** Asks for a rollback after the body has returned; the end is then {@link RaceEnd.RolledBack}. */
    public void rollbackInstead() {
        rollsBack = true;
    }

    boolean rollsBack() {
        return rollsBack;
    }
}
