package dev.holdfast.auth.throttle.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThrottlePolicyTest {
    private static final BucketPolicy BUCKET = BucketPolicy.of(5, Duration.ofHours(1));

    @Test
    void delay_ofEachFailure_doublesFrom30SecondsTo15Minutes() {
        List<Long> seconds = IntStream.rangeClosed(4, 11)
                .mapToObj(held -> BUCKET.delay(held).toSeconds())
                .toList();
        assertThat(seconds).containsExactly(0L, 30L, 60L, 120L, 240L, 480L, 900L, 900L);
        assertThat(BUCKET.delay(BucketPolicy.MAX_COUNT)).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void bucket_outOfBounds_isRefusedByName() {
        assertThatThrownBy(() -> BUCKET.withFree(0)).hasMessageStartingWith("free must be between 1 and");
        assertThatThrownBy(() -> BUCKET.withDelays(Duration.ofMillis(999), Duration.ofHours(1)))
                .hasMessageStartingWith("firstDelay must be");
        assertThatThrownBy(() -> BUCKET.withDelays(Duration.ofHours(1), Duration.ofMinutes(1)))
                .hasMessageStartingWith("maxDelay must be");
        assertThatThrownBy(() -> BUCKET.withStopAt(5)).hasMessageStartingWith("stopAt must be between 6 and");
        assertThatThrownBy(() -> BUCKET.withForgetOneEach(Duration.ofMillis(9)))
                .hasMessageStartingWith("forgetOneEach must be");
    }

    @Test
    void policy_accountWithoutAStopAt100OrLess_isRefused() {
        ThrottlePolicy policy = ThrottlePolicy.defaults();
        for (ThrottleBucket kind : List.of(ThrottleBucket.ACCOUNT, ThrottleBucket.DEVICE)) {
            assertThatThrownBy(() -> policy.withBucket(kind, BUCKET)).hasMessageContaining(kind + " stopAt");
            assertThatThrownBy(() -> policy.withBucket(kind, BUCKET.withStopAt(101)))
                    .hasMessageContaining(kind + " stopAt must be between 2 and 100, got 101");
        }
        assertThatThrownBy(() -> new ThrottlePolicy(
                        Map.of(ThrottleBucket.PAIR, BUCKET), NameForm.ignoringCase(), 1, 10, Duration.ofDays(1)))
                .hasMessage("buckets must have a policy for each kind, got none for DEVICE");
    }

    @Test
    void presets_strictAgainstUsual_allowLess() {
        for (ThrottleBucket kind : List.of(ThrottleBucket.PAIR, ThrottleBucket.ACCOUNT, ThrottleBucket.DEVICE)) {
            assertThat(ThrottlePolicy.strict().bucket(kind).free())
                    .isLessThan(ThrottlePolicy.defaults().bucket(kind).free());
        }
        assertThat(ThrottlePolicy.strict().bucket(ThrottleBucket.ACCOUNT).stopAt())
                .isEqualTo(20);
    }
}
