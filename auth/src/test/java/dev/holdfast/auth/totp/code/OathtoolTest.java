package dev.holdfast.auth.totp.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Another implementation of RFC 6238, Debian's oathtool, shows the same codes. */
@Tag("tools")
class OathtoolTest {
    @ParameterizedTest
    @EnumSource(TotpAlgorithm.class)
    void codeAt_everyLengthAndSeveralPeriods_areWhatOathtoolShows(TotpAlgorithm algorithm) throws Exception {
        for (int digits = 6; digits <= 8; digits++) {
            for (int seconds : new int[] {15, 30, 60, 90, 120}) {
                compare(new TotpParameters(algorithm, digits, Duration.ofSeconds(seconds)));
            }
        }
    }

    private static void compare(TotpParameters parameters) throws IOException, InterruptedException {
        TotpCodes codes = TotpCodes.of(parameters);
        for (long second : new long[] {59, 1_234_567_890, 20_000_000_000L}) {
            Instant now = Instant.ofEpochSecond(second);
            TotpSecret secret = TotpSecret.random(new SecureRandom(), 32);

            String shown = oathtool(parameters, secret.exposeBase32(), now);
            assertThat(codes.codeAt(secret, parameters.stepAt(now))).isEqualTo(shown);
            assertThat(codes.match(secret, shown, now, 0)).hasValue(parameters.stepAt(now));
        }
    }

    private static String oathtool(TotpParameters parameters, String base32, Instant now)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "oathtool",
                        "--totp=" + parameters.algorithm().name().toLowerCase(Locale.ROOT),
                        "--digits=" + parameters.digits(),
                        "--time-step-size=" + parameters.period().toSeconds() + "s",
                        "--now=@" + now.getEpochSecond(),
                        "--base32",
                        base32)
                .redirectErrorStream(true)
                .start();
        String code = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(code).isZero();
        return code;
    }
}
