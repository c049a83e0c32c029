package dev.holdfast.auth.stepup.freshness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepUpChallengeTest {
    @Test
    void wwwAuthenticate_plain_isAsRfc9470Says() {
        assertThat(new StepUpChallenge(List.of("gold", "silver"), Duration.ofMinutes(5)).wwwAuthenticate())
                .isEqualTo("Bearer error=\"insufficient_user_authentication\", acr_values=\"gold silver\","
                        + " max_age=\"300\"");
    }

    @Test
    void wwwAuthenticate_quoteAndBackslash_areEscaped() {
        StepUpChallenge challenge = new StepUpChallenge(List.of("a\"b\\c"), Duration.ZERO);

        assertThat(challenge.wwwAuthenticate("Say \"please\"\\"))
                .isEqualTo("Bearer error=\"insufficient_user_authentication\","
                        + " error_description=\"Say \\\"please\\\"\\\\\", acr_values=\"a\\\"b\\\\c\", max_age=\"0\"");
    }

    @Test
    void badInput_each_saysItsRule() {
        assertThatThrownBy(() -> new StepUpChallenge(List.of(), Duration.ZERO))
                .hasMessage("acrValues must not be empty");
        assertThatThrownBy(() -> new StepUpChallenge(List.of("a\r\nSet-Cookie:x"), Duration.ZERO))
                .hasMessage("challenge text must be printable ASCII, got U+000D at position 1");
        StepUpChallenge challenge = new StepUpChallenge(List.of("a"), Duration.ZERO);
        assertThatThrownBy(() -> challenge.wwwAuthenticate("gr\u00fcn"))
                .hasMessage("challenge text must be printable ASCII, got U+00FC at position 2");
    }
}
