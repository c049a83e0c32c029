package dev.holdfast.auth.stepup.freshness;

import static dev.holdfast.auth.stepup.freshness.AuthLevel.ONE_FACTOR;
import static dev.holdfast.auth.stepup.freshness.AuthLevel.TWO_FACTORS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepUpRuleTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final StepUpRule TIERED =
            StepUpRule.atLeast(TWO_FACTORS, Duration.ofMinutes(15)).or(ONE_FACTOR, Duration.ofMinutes(2));

    @ParameterizedTest
    @CsvSource({
        "1, PT1M59.999999S, true",
        "1, PT2M, false",
        "2, PT14M59.999999S, true",
        "2, PT15M, false",
        "1, -PT5S, true",
        "1, -PT5.000001S, false",
    })
    void requirement_levelAndAge_decide(int rank, Duration age, boolean isSatisfied) {
        AuthLevel level = rank == 1 ? ONE_FACTOR : TWO_FACTORS;

        StepUpRequirement requirement = TIERED.requirement(new SessionAuthentication(level, NOW.minus(age)), NOW);

        assertThat(requirement.<Boolean>fold(() -> true, challenge -> false)).isEqualTo(isSatisfied);
    }

    @Test
    void always_proofOfThisMoment_isNotEnough() {
        assertThat(StepUpRule.always(ONE_FACTOR).requirement(new SessionAuthentication(TWO_FACTORS, NOW), NOW))
                .isEqualTo(new StepUpRequirement.Needed(
                        new StepUpChallenge(List.of(ONE_FACTOR.acr()), Duration.ZERO)));
    }

    @Test
    void challenge_severalTiers_namesAllLevelsAndTheShortestAge() {
        assertThat(TIERED.challenge())
                .isEqualTo(new StepUpChallenge(
                        List.of("urn:holdfast:acr:1fa", "urn:holdfast:acr:2fa"), Duration.ofMinutes(2)));
    }

    @Test
    void admits_weakerLevel_isNot() {
        StepUpRule strong = StepUpRule.always(TWO_FACTORS);
        assertThat(strong.admits(ONE_FACTOR)).isFalse();
        assertThat(strong.admits(TWO_FACTORS)).isTrue();
        assertThat(strong.admits(new AuthLevel("urn:example:hardware", 3))).isTrue();
    }

    @Test
    void badInput_each_saysItsRule() {
        assertThatThrownBy(() -> new StepUpRule(List.of())).hasMessage("number of tiers must be between 1 and 8, got 0");
        assertThatThrownBy(() -> StepUpRule.atLeast(ONE_FACTOR, Duration.ofSeconds(-1)))
                .hasMessage("maxAge must be between PT0S and PT24H, got PT-1S");
        assertThatThrownBy(() -> StepUpRule.atLeast(ONE_FACTOR, Duration.ofHours(25)))
                .hasMessage("maxAge must be between PT0S and PT24H, got PT25H");
        assertThatThrownBy(() -> new AuthLevel("two words", 1))
                .hasMessage("acr must be 1 to 200 visible ASCII characters without a space, got 'two words'");
        assertThatThrownBy(() -> new AuthLevel("x", 0)).hasMessage("rank must be between 1 and 100, got 0");
    }
}
