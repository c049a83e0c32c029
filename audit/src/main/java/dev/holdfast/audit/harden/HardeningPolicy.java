package dev.holdfast.audit.harden;

import dev.holdfast.core.Require;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the check expects beyond roles, grants and triggers.
 *
 * @param monthsAhead how many months after the present one must be there, 0 to 24; default 2, which months made three ahead
 *     keep on any day
 * @param eventTriggers event triggers of the host that must fire always, by name; default none
 */
public record HardeningPolicy(int monthsAhead, Set<String> eventTriggers) {
    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException when a part is out of bounds
     */
    public HardeningPolicy {
        Require.between("monthsAhead", monthsAhead, 0, 24);
        eventTriggers = Collections.unmodifiableSet(new TreeSet<>(eventTriggers));
        eventTriggers.forEach(name -> Require.text("eventTrigger", name, 63));
    }

    /**
     * Two months ahead, no event trigger.
     *
     * @return the default policy
     */
    public static HardeningPolicy defaults() {
        return new HardeningPolicy(2, Set.of());
    }

    /**
     * The same with more or fewer months.
     *
     * @param months how many months after the present one must be there
     * @return the policy
     */
    public HardeningPolicy withMonthsAhead(int months) {
        return new HardeningPolicy(months, eventTriggers);
    }

    /**
     * The same with one more event trigger to look for.
     *
     * @param name its name
     * @return the policy
     */
    public HardeningPolicy withEventTrigger(String name) {
        Set<String> more = new TreeSet<>(eventTriggers);
        more.add(name);
        return new HardeningPolicy(monthsAhead, more);
    }
}
