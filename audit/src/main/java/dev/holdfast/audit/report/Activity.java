package dev.holdfast.audit.report;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The events of a report in sums.
 *
 * @param step how long a bar of a plot is
 * @param first when the first bar begins
 * @param bars the number of bars
 * @param parts the sums by what they are of
 */
record Activity(Step step, Instant first, int bars, Map<Part, List<Tally>> parts) {
    /** What sums are of. */
    enum Part {
        /** All events; the key is the number of actors, the detail that of suspicious events. */
        ALL,
        /** A bar of a plot; the key is its number. */
        BAR,
        /** The most frequent actions. */
        ACTION,
        /** The most active actors; the detail is their kind. */
        ACTOR,
        /** The actors most often refused; the detail is their kind. */
        REFUSED,
        /** The most frequent reasons of refusals. */
        REASON,
        CATEGORY,
        SEVERITY
    }

    List<Tally> of(Part part) {
        return parts.getOrDefault(part, List.of());
    }

    Tally all() {
        return of(Part.ALL).get(0);
    }

    long ofSeverity(String name) {
        return of(Part.SEVERITY).stream()
                .filter(tally -> tally.key().equals(name))
                .mapToLong(Tally::total)
                .sum();
    }

    /** Each bar in order of time, those without events, too. */
    List<Tally> timeline() {
        Map<Integer, Tally> known = new TreeMap<>();
        of(Part.BAR).forEach(tally -> known.put(Integer.valueOf(tally.key()), tally));
        return Stream.iterate(0, bar -> bar < bars, bar -> bar + 1)
                .map(bar -> known.getOrDefault(bar, new Tally(bar.toString(), "", 0, 0, 0, 0)))
                .toList();
    }

    /** When a bar begins. */
    Instant begin(Tally bar) {
        return first.plus(step.length.multipliedBy(Long.parseLong(bar.key())));
    }

    /** The bar with the most refusals, when they stand out: at least ten, and three times as many as usual. */
    Optional<Tally> peakOfRefusals() {
        return of(Part.BAR).stream()
                .max(Comparator.comparingLong(Tally::refused))
                .filter(bar -> bar.refused() >= 10 && bar.refused() * bars > 3 * all().refused());
    }
}
