package dev.holdfast.auth.stepup;

import dev.holdfast.auth.stepup.freshness.AuthLevel;
import dev.holdfast.auth.stepup.freshness.SessionAuthentication;
import dev.holdfast.auth.stepup.freshness.StepUpRequirement;
import dev.holdfast.auth.stepup.freshness.StepUpRule;
import dev.holdfast.core.Require;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How step-up tokens behave, and what each action asks for.
 *
 * @param lifetime how long a token may be spent, PT1S to PT15M, default PT5M; at its end it is already expired
 * @param keepEnded how long an expired token's row is kept, so that a refusal can say why, PT1M to P30D, default P1D
 * @param levels the level that one proven factor gives, then two, and so on; the last one for any more
 * @param defaultRule what an action without a rule of its own asks for; by default a token of one factor, always
 * @param rules the rules of single actions
 */
public record StepUpPolicy(
        Duration lifetime,
        Duration keepEnded,
        List<AuthLevel> levels,
        StepUpRule defaultRule,
        Map<StepUpAction, StepUpRule> rules) {
    /** The longest lifetime; the table's own constraint knows it too. */
    public static final Duration MAX_LIFETIME = Duration.ofMinutes(15);

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException when a duration is out of bounds, or there is no level
     */
    public StepUpPolicy {
        Require.between("lifetime", lifetime, Duration.ofSeconds(1), MAX_LIFETIME);
        Require.between("keepEnded", keepEnded, Duration.ofMinutes(1), Duration.ofDays(30));
        Require.between("number of levels", levels.size(), 1, 8);
        levels = List.copyOf(levels);
        rules = Map.copyOf(rules);
    }

    /**
     * The strict form: five minutes, and every action needs a token.
     *
     * @return the policy
     */
    public static StepUpPolicy defaults() {
        return new StepUpPolicy(
                Duration.ofMinutes(5),
                Duration.ofDays(1),
                List.of(AuthLevel.ONE_FACTOR, AuthLevel.TWO_FACTORS),
                StepUpRule.always(AuthLevel.ONE_FACTOR),
                Map.of());
    }

    /**
     * The policy with another lifetime.
     *
     * @param value PT1S to PT15M
     * @return the policy
     */
    public StepUpPolicy withLifetime(Duration value) {
        return new StepUpPolicy(value, keepEnded, levels, defaultRule, rules);
    }

    /**
     * The policy with another time for which ended tokens are kept.
     *
     * @param value PT1M to P30D
     * @return the policy
     */
    public StepUpPolicy withKeepEnded(Duration value) {
        return new StepUpPolicy(lifetime, value, levels, defaultRule, rules);
    }

    /**
     * The policy with the host's own levels.
     *
     * @param value the level of one factor, of two, and so on
     * @return the policy
     */
    public StepUpPolicy withLevels(AuthLevel... value) {
        return new StepUpPolicy(lifetime, keepEnded, List.of(value), defaultRule, rules);
    }

    /**
     * The policy with another rule for actions that have none.
     *
     * @param value the rule
     * @return the policy
     */
    public StepUpPolicy withDefaultRule(StepUpRule value) {
        return new StepUpPolicy(lifetime, keepEnded, levels, value, rules);
    }

    /**
     * The policy with a rule for one action.
     *
     * @param action the action
     * @param rule what it asks for
     * @return the policy
     */
    public StepUpPolicy withRule(StepUpAction action, StepUpRule rule) {
        Map<StepUpAction, StepUpRule> more = new HashMap<>(rules);
        more.put(action, rule);
        return new StepUpPolicy(lifetime, keepEnded, levels, defaultRule, more);
    }

    /**
     * The rule of an action.
     *
     * @param action the action
     * @return its own rule, or the default one
     */
    public StepUpRule rule(StepUpAction action) {
        return rules.getOrDefault(action, defaultRule);
    }

    /**
     * Whether a session may do an action as it is, without a token.
     *
     * @param action the action
     * @param session how and when its user proved themself
     * @param now the present time
     * @return satisfied, or what to ask of the client
     */
    public StepUpRequirement requirement(StepUpAction action, SessionAuthentication session, Instant now) {
        return rule(action).requirement(session, now);
    }

    /** The level a token names; the lowest, should a host have given several ranks to one name. */
    Optional<AuthLevel> level(String acr) {
        return levels.stream().filter(level -> level.acr().equals(acr)).min(Comparator.comparingInt(AuthLevel::rank));
    }

    AuthLevel levelOf(int factors) {
        return levels.get(Math.min(factors, levels.size()) - 1);
    }
}
