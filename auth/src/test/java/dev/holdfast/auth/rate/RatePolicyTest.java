package dev.holdfast.auth.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.auth.rate.RateDecision.Allowed;
import dev.holdfast.auth.rate.RateDecision.Cause;
import dev.holdfast.auth.rate.RateDecision.Limited;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatePolicyTest {
    private static final RatePolicy POLICY = RatePolicy.perMinute("login", 100).withBurst(20);

    @ParameterizedTest
    @CsvSource({
        "'', 1, PT1M, 1, name",
        "'a b', 1, PT1M, 1, name",
        "'a\"', 1, PT1M, 1, name",
        "a, 0, PT1M, 1, limit",
        "a, 1000001, PT1M, 1, limit",
        "a, 1, PT0.9S, 1, period",
        "a, 1, PT1.5S, 1, period",
        "a, 1, PT24H1S, 1, period",
        "a, 1, PT1M, 0, burst",
        "a, 1, PT1M, 1000001, burst",
    })
    void policy_outOfBounds_isRefusedByName(String name, int limit, Duration period, int burst, String blamed) {
        assertThatThrownBy(() -> new RatePolicy(name, limit, period, burst))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(blamed + " must be ");
    }

    @ParameterizedTest
    @CsvSource({"100, PT1M, 20, PT12S", "100, PT1M, 21, PT13S", "1, PT24H, 2, PT48H", "1000000, PT1S, 1, PT1S"})
    void refill_anyPolicy_isNoShorterThanTheBucketTakes(int limit, Duration period, int burst, Duration refill) {
        assertThat(new RatePolicy("a", limit, period, burst).refill()).isEqualTo(refill);
    }

    @Test
    void headers_allowed_tellTheLimitAndWhatIsLeft() {
        assertThat(RateHeaders.of(POLICY, new Allowed(7)))
                .containsExactly(
                        Map.entry("RateLimit-Policy", "\"login\";q=100;w=60"), Map.entry("RateLimit", "\"login\";r=7"));
    }

    @ParameterizedTest
    @CsvSource({"PT0.000000001S, 1", "PT1S, 1", "PT1.000000001S, 2", "PT59.5S, 60"})
    void headers_spent_roundUp(Duration wait, String seconds) {
        assertThat(RateHeaders.of(POLICY, new Limited(wait, Cause.SPENT)))
                .containsExactly(
                        Map.entry("RateLimit-Policy", "\"login\";q=100;w=60"),
                        Map.entry("RateLimit", "\"login\";r=0;t=" + seconds),
                        Map.entry("Retry-After", seconds));
    }

    @Test
    void headers_unavailable_tellOnlyWhenToRetry() {
        assertThat(RateHeaders.of(POLICY, new Limited(Duration.ofSeconds(5), Cause.UNAVAILABLE)))
                .containsExactly(Map.entry("Retry-After", "5"));
    }

    /** A host without the library loads everything else, and is told what to add when it asks for a limit. */
    @Test
    void local_withoutBucket4j_saysWhatIsMissing() throws Exception {
        ClassLoader host = new WithoutBucket4j();
        Object policy = host.loadClass(RatePolicy.class.getName())
                .getMethod("perMinute", String.class, int.class)
                .invoke(null, "login", 100);
        Method local = host.loadClass(RateLimit.class.getName()).getMethod("local", policy.getClass());

        assertThatThrownBy(() -> local.invoke(null, policy))
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "a local rate limit needs com.bucket4j:bucket4j_jdk17-core on the class path: add it to your"
                                + " dependencies");
    }

    /** Loads this package anew, and finds no class of Bucket4j's. */
    private static final class WithoutBucket4j extends ClassLoader {
        WithoutBucket4j() {
            super(RatePolicyTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("io.github.bucket4j.")) {
                throw new ClassNotFoundException(name);
            }
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            return name.startsWith(RatePolicy.class.getPackageName() + ".")
                    ? defined(name)
                    : super.loadClass(name, resolve);
        }

        private Class<?> defined(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
