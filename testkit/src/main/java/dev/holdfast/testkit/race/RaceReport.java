package dev.holdfast.testkit.race;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What came of a {@link Race}: every contender's end in every round, and their distribution as a table. Immutable.
 *
 * @param <T> what the body gives
 */
public final class RaceReport<T> {

    /** More different values than this say nothing in a table. */
    private static final int MAX_VALUES = 12;

    private final RaceSetting setting;
    private final List<List<RaceEnd<T>>> rounds;
    private final Duration elapsed;

    RaceReport(RaceSetting setting, List<List<RaceEnd<T>>> rounds, Duration elapsed) {
        this.setting = setting;
        this.rounds = List.copyOf(rounds);
        this.elapsed = elapsed;
    }

    /** {@return how many rounds were run} */
    public int rounds() {
        return rounds.size();
    }

    /**
     * The ends of one round, in the order of the contenders' numbers.
     *
     * @param round from 0
     * @return one end a contender
     */
    public List<RaceEnd<T>> ends(int round) {
        return rounds.get(round);
    }

    /**
     * The values committed in one round.
     *
     * @param round from 0
     * @return the values, in the order of the contenders' numbers
     */
    public List<T> committed(int round) {
        return ends(round).stream().flatMap(end -> end.committed().stream()).toList();
    }

    /**
     * How many contenders committed a certain value, for each round: {@code containsOnly(1)} is "exactly one winner".
     *
     * @param value which values count
     * @return one number a round
     */
    public List<Long> committedPerRound(Predicate<? super T> value) {
        return rounds.stream()
                .map(round -> round.stream()
                        .flatMap(end -> end.committed().stream())
                        .filter(value)
                        .count())
                .toList();
    }

    /**
     * How many ends of all rounds fit.
     *
     * @param wanted which ends count
     * @return the count
     */
    public long count(Predicate<? super RaceEnd<T>> wanted) {
        return rounds.stream().flatMap(List::stream).filter(wanted).count();
    }

    /**
     * In how many rounds the ends fit, such as "a ticket was redeemed twice in 164 of 200".
     *
     * @param wanted judges the ends of a round
     * @return the count
     */
    public long roundsWhere(Predicate<? super List<RaceEnd<T>>> wanted) {
        return rounds.stream().filter(wanted).count();
    }

    /**
     * Whether the ends fit in every round.
     *
     * @param wanted judges the ends of a round
     * @return whether they do
     */
    public boolean everyRound(Predicate<? super List<RaceEnd<T>>> wanted) {
        return rounds.stream().allMatch(wanted);
    }

    /** The distribution of all ends, one line a kind of end, and how many commits the rounds had. */
    @Override
    public String toString() {
        Map<String, Long> kinds = distribution(true);
        Map<String, Long> table = kinds.size() <= MAX_VALUES ? kinds : distribution(false);
        Map<Integer, Long> commits = Collections.unmodifiableMap(rounds.stream()
                .collect(Collectors.groupingBy(
                        round -> (int) round.stream()
                                .filter(RaceEnd.Committed.class::isInstance)
                                .count(),
                        TreeMap::new,
                        Collectors.counting())));
        StringBuilder text = new StringBuilder("%d contenders, %d rounds, %s, %d ms%n"
                .formatted(setting.contenders(), rounds(), setting.isolation(), elapsed.toMillis()));
        table.forEach((kind, count) -> text.append("%8d  %s%n".formatted(count, kind)));
        commits.forEach((number, count) -> text.append("%8d  rounds with %d commits%n".formatted(count, number)));
        return text.toString();
    }

    private Map<String, Long> distribution(boolean withValues) {
        return rounds.stream()
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(end -> label(end, withValues), TreeMap::new, Collectors.counting()));
    }

    private static String label(RaceEnd<?> end, boolean withValue) {
        if (end instanceof RaceEnd.Committed<?> committed) {
            return withValue ? "committed " + committed.value() : "committed";
        }
        if (end instanceof RaceEnd.RolledBack<?> rolledBack) {
            return withValue ? "rolled back " + rolledBack.value() : "rolled back";
        }
        RaceEnd.Failed<?> failed = (RaceEnd.Failed<?>) end;
        return "failed " + failed.sqlState() + " " + failed.error().getClass().getSimpleName();
    }
}
