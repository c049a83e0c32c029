package dev.holdfast.testkit.race;

import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A race of transactions on real connections, to prove that exactly one, or at most n of them win; immutable, each
 * method but {@link #run} gives a changed copy.
 *
 * <p>In each round every contender begins a transaction and takes its snapshot; when all have, their bodies start
 * together. Threads and connections are reused over the rounds.
 *
 * <pre>{@code
 * RaceReport<Boolean> report = Race.on(database)
 *         .contenders(24)
 *         .rounds(Rounds.of(200))
 *         .isolation(Isolation.REPEATABLE_READ)
 *         .prepare((connection, round) -> insertTicket(connection))
 *         .run(contender -> redeem(contender.connection(), contender.state()));
 * assertThat(report.committedPerRound(redeemed -> redeemed)).containsOnly(1);
 * }</pre>
 *
 * @param <S> what a round is prepared with
 */
public final class Race<S> {

    private final RaceSetting setting;
    private final Preparation<S> preparation;

    private Race(RaceSetting setting, Preparation<S> preparation) {
        this.setting = setting;
        this.preparation = preparation;
    }

    /**
     * What makes a round's state, on a connection of its own in autocommit mode, before the contenders start.
     *
     * @param <S> the state
     */
    @FunctionalInterface
    public interface Preparation<S> {

        /**
         * Prepares one round.
         *
         * @param connection in autocommit mode, the same one for every round
         * @param round the round's number, from 0
         * @return what the contenders find as their state
         * @throws Exception any failure: it ends the race
         */
        S prepare(Connection connection, int round) throws Exception;
    }

    /**
     * What every contender does inside its transaction.
     *
     * @param <S> the state
     * @param <T> what it gives
     */
    @FunctionalInterface
    public interface Body<S, T> {

        /**
         * Runs one contender's part of one round.
         *
         * @param contender its connection, state and barrier
         * @return what is recorded if the transaction commits
         * @throws Exception recorded as the contender's end, after a rollback; an {@link Error}, such as a failed
         *     assertion, ends the race instead
         */
        T run(Contender<S> contender) throws Exception;
    }

    /**
     * A race of 8 contenders over {@code Rounds.of(100)} rounds at READ COMMITTED, 30 seconds a round at most, whose
     * state is the round's number.
     *
     * @param database where it takes place
     * @return the race
     */
    public static Race<Integer> on(TestDatabase database) {
        RaceSetting setting =
                new RaceSetting(database, 8, Rounds.of(100), Isolation.READ_COMMITTED, Duration.ofSeconds(30));
        return new Race<>(setting, (connection, round) -> round);
    }

    /**
     * This race with another number of contenders.
     *
     * @param contenders at least 2, and fewer than the server accepts connections
     * @return the changed copy
     */
    public Race<S> contenders(int contenders) {
        return new Race<>(setting.withContenders(contenders), preparation);
    }

    /**
     * This race with another number of rounds; see {@link Rounds}.
     *
     * @param rounds at least 1
     * @return the changed copy
     */
    public Race<S> rounds(int rounds) {
        return new Race<>(setting.withRounds(rounds), preparation);
    }

    /**
     * This race at another isolation level.
     *
     * @param isolation the contenders' level
     * @return the changed copy
     */
    public Race<S> isolation(Isolation isolation) {
        return new Race<>(setting.withIsolation(isolation), preparation);
    }

    /**
     * This race with another bound on the time of a round.
     *
     * @param timeout longer than zero
     * @return the changed copy
     */
    public Race<S> timeout(Duration timeout) {
        return new Race<>(setting.withTimeout(timeout), preparation);
    }

    /**
     * This race with rounds prepared otherwise.
     *
     * @param other makes the state of each round
     * @param <P> the state
     * @return the changed copy
     */
    public <P> Race<P> prepare(Preparation<P> other) {
        return new Race<>(setting, other);
    }

    /**
     * Runs all rounds.
     *
     * @param body what each contender does
     * @param <T> what it gives
     * @return every contender's end in every round
     * @throws AssertionError when a round outlasts its time; it names what each thread and connection was doing
     * @throws IllegalStateException when a round cannot be prepared
     */
    public <T> RaceReport<T> run(Body<S, T> body) {
        List<List<RaceEnd<T>>> rounds = new ArrayList<>();
        long start = System.nanoTime();
        try (RaceTrack track = new RaceTrack(setting);
                Connection connection = setting.database().connect()) {
            for (int round = 0; round < setting.rounds(); round++) {
                S state = preparation.prepare(connection, round);
                rounds.add(track.round(round, state, body));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in round " + rounds.size(), interrupted);
        } catch (Exception failure) {
            throw new IllegalStateException("round " + rounds.size() + " failed: " + failure.getMessage(), failure);
        }
        return new RaceReport<>(setting, rounds, Duration.ofNanos(System.nanoTime() - start));
    }
}
