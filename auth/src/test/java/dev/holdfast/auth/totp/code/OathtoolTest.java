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
import org.junit.jupiter.params.provider.CsvSource;

/** Another implementation of RFC 6238, Debian's oathtool, shows the same codes. */
@Tag("tools")
class OathtoolTest {
    @ParameterizedTest
    @CsvSource({"SHA1,6,30", "SHA1,8,30", "SHA256,6,30", "SHA256,8,60", "SHA512,6,30", "SHA512,8,90", "SHA1,7,15"})
    void codeAt_randomSecrets_areWhatOathtoolShows(TotpAlgorithm algorithm, int digits, int seconds) throws Exception {
        TotpParameters parameters = new TotpParameters(algorithm, digits, Duration.ofSeconds(seconds));
        TotpCodes codes = TotpCodes.of(parameters);
        for (long second : new long[] {0, 59, 1_111_111_109, 1_234_567_890, 2_000_000_000, 20_000_000_000L}) {
            Instant now = Instant.ofEpochSecond(second);
            TotpSecret secret = TotpSecret.random(new SecureRandom(), 32);

            assertThat(codes.codeAt(secret, parameters.stepAt(now)))
                    .isEqualTo(oathtool(parameters, secret.exposeBase32(), now));
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
