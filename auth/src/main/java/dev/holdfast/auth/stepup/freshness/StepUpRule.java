package dev.holdfast.auth.stepup.freshness;

import dev.holdfast.core.Require;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What an action asks of a proof of identity: a least level, and for each level how old the proof may be.
 *
 * <p>A stronger proof may be allowed to be older: {@code StepUpRule.atLeast(ONE_FACTOR, ofMinutes(2)).or(TWO_FACTORS,
 * ofMinutes(15))}.
 *
 * @param tiers level and age, 1 to 8 of them, in any order
 */
public record StepUpRule(List<Tier> tiers) {
    private static final Duration MAX_AGE = Duration.ofDays(1);

    /** How far ahead of this node's clock another node's may have been when it noted the time of a proof. */
    private static final Duration MAX_SKEW = Duration.ofSeconds(5);

    /**
     * One level and the age up to which it is taken.
     *
     * @param level the level
     * @param maxAge how old the proof may be, PT0S to P1D; at this age it is already too old, so zero never is enough
     */
    public record Tier(AuthLevel level, Duration maxAge) {
        /**
         * Checks the age.
         *
         * @throws IllegalArgumentException when it is out of bounds
         */
        public Tier {
            Require.between("maxAge", maxAge, Duration.ZERO, MAX_AGE);
        }
    }

    /**
     * Checks and orders the tiers.
     *
     * @throws IllegalArgumentException when there is none, or more than 8
     */
    public StepUpRule {
        Require.between("number of tiers", tiers.size(), 1, 8);
        tiers = tiers.stream()
                .sorted(Comparator.comparingInt(tier -> tier.level().rank()))
                .toList();
    }

    /**
     * A rule that no session satisfies by itself: the action always needs a token.
     *
     * @param level the least level of the token
     * @return the rule
     */
    public static StepUpRule always(AuthLevel level) {
        return atLeast(level, Duration.ZERO);
    }

    /**
     * A rule of one tier.
     *
     * @param level the least level
     * @param maxAge how old the proof may be, PT0S to P1D
     * @return the rule
     */
    public static StepUpRule atLeast(AuthLevel level, Duration maxAge) {
        return new StepUpRule(List.of(new Tier(level, maxAge)));
    }

    /**
     * The rule with a further level.
     *
     * @param level the level
     * @param maxAge how old a proof of this level may be
     * @return the rule
     */
    public StepUpRule or(AuthLevel level, Duration maxAge) {
        List<Tier> more = new ArrayList<>(tiers);
        more.add(new Tier(level, maxAge));
        return new StepUpRule(more);
    }

    /**
     * The least level that some tier is content with.
     *
     * @return the level of the lowest rank
     */
    public AuthLevel least() {
        return tiers.get(0).level();
    }

    /**
     * Whether a proof made just now at this level is enough.
     *
     * @param level the level
     * @return true when some tier asks for no more
     */
    public boolean admits(AuthLevel level) {
        return level.satisfies(least());
    }

    /**
     * Whether a session's own proof is enough.
     *
     * @param session how and when its user proved themself
     * @param now the present time
     * @return satisfied, or what to ask of the client
     */
    public StepUpRequirement requirement(SessionAuthentication session, Instant now) {
        Duration age = Duration.between(session.authenticatedAt(), now);
        // A proof from the future is no proof: whoever wrote that time had a wrong clock, or wished to stay fresh.
        boolean credible = age.compareTo(MAX_SKEW.negated()) >= 0;
        boolean met = tiers.stream()
                .anyMatch(tier -> session.level().satisfies(tier.level()) && age.compareTo(tier.maxAge()) < 0);
        return credible && met ? new StepUpRequirement.Satisfied() : new StepUpRequirement.Needed(challenge());
    }

    /**
     * What a client is asked for. The shortest age is named, since a proof that young is enough at every level.
     *
     * @return the challenge
     */
    public StepUpChallenge challenge() {
        return new StepUpChallenge(
                tiers.stream().map(tier -> tier.level().acr()).distinct().toList(),
                tiers.stream().map(Tier::maxAge).min(Comparator.naturalOrder()).orElseThrow());
    }
}
