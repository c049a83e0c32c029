package dev.holdfast.auth.totp.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TotpCodesTest {
    private static final String TWENTY = "12345678901234567890";
    private static final TotpCodes SIX = TotpCodes.of(TotpParameters.defaults());
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:15Z");

    /** The secrets have the length of the hash: 20, 32 and 64 bytes. The RFC's table shows only the first. */
    @ParameterizedTest(name = "RFC 6238 Appendix B at {0} s")
    @CsvSource({
        "59,          94287082, 46119246, 90693936",
        "1111111109,  07081804, 68084774, 25091201",
        "1111111111,  14050471, 67062674, 99943326",
        "1234567890,  89005924, 91819424, 93441116",
        "2000000000,  69279037, 90698825, 38618901",
        "20000000000, 65353130, 77737706, 47863826"
    })
    void codeAt_appendixB_isTheVector(long seconds, String sha1, String sha256, String sha512) {
        assertThat(eightDigits(TotpAlgorithm.SHA1, 20, seconds)).isEqualTo(sha1);
        assertThat(eightDigits(TotpAlgorithm.SHA256, 32, seconds)).isEqualTo(sha256);
        assertThat(eightDigits(TotpAlgorithm.SHA512, 64, seconds)).isEqualTo(sha512);
    }

    /** RFC 4226 Appendix D: the counter is the time step. */
    @Test
    void codeAt_appendixD_isTheVector() {
        List<String> vectors = List.of(
                "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489");
        for (int counter = 0; counter < vectors.size(); counter++) {
            assertThat(SIX.codeAt(secret(20), counter)).isEqualTo(vectors.get(counter));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG", "fa-IR", "th-TH-u-nu-thai"})
    void match_underLocalesWithOtherDigits_isTheSame(String tag) {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(tag));
            assertThat(eightDigits(TotpAlgorithm.SHA1, 20, 1111111109)).isEqualTo("07081804");
            assertThat(SIX.match(secret(20), "755224", Instant.EPOCH, 0)).hasValue(0);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void match_anyStepOfTheWindow_givesThatStep() {
        long present = TotpParameters.defaults().stepAt(NOW);
        for (long step = present - 1; step <= present + 1; step++) {
            assertThat(SIX.match(secret(20), SIX.codeAt(secret(20), step), NOW, 1))
                    .hasValue(step);
        }
        assertThat(SIX.match(secret(20), SIX.codeAt(secret(20), present - 2), NOW, 1))
                .isEmpty();
        assertThat(SIX.match(secret(20), SIX.codeAt(secret(20), present + 2), NOW, 1))
                .isEmpty();
        assertThat(SIX.match(secret(20), SIX.codeAt(secret(20), present - 1), NOW, 0))
                .isEmpty();
        assertThat(SIX.match(secret(20), SIX.codeAt(secret(20), present + 1), NOW, 0))
                .isEmpty();
    }

    @Test
    void match_codeThatTwoStepsShare_givesTheNewest() {
        long first = 910_737; // found by search: the next step shows the same code
        assertThat(SIX.codeAt(secret(20), first)).isEqualTo(SIX.codeAt(secret(20), first + 1));
        Instant second = TotpParameters.defaults().startOf(first + 1);
        assertThat(SIX.match(secret(20), SIX.codeAt(secret(20), first), second, 1))
                .hasValue(first + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "12345", "123456789", "12345a", " 23456", "12 456", "+23456", "-23456", "1234.6", "0x1234"})
    void isWellFormed_otherThanSixToEightAsciiDigits_isFalse(String text) {
        assertThat(TotpCodes.isWellFormed(text)).isFalse();
        assertThat(SIX.match(secret(20), text, NOW, 1)).isEmpty();
    }

    @Test
    void isWellFormed_digitsOfOtherScripts_isFalse() {
        assertThat(TotpCodes.isWellFormed("\u0661\u0662\u0663\u0664\u0665\u0666"))
                .isFalse();
        assertThat(TotpCodes.isWellFormed("\uff11\uff12\uff13\uff14\uff15\uff16"))
                .isFalse();
    }

    @Test
    void match_rightNumberOfWrongLength_isEmpty() {
        long step = 3; // 969429
        Instant then = TotpParameters.defaults().startOf(step);
        assertThat(SIX.match(secret(20), "969429", then, 0)).hasValue(step);
        assertThat(SIX.match(secret(20), "0969429", then, 0)).isEmpty();
    }

    @Test
    void match_beforeTheEpochsSecondStep_looksAtNoNegativeStep() {
        assertThat(SIX.match(secret(20), "755224", Instant.EPOCH, 1)).isEqualTo(OptionalLong.of(0));
    }

    @Test
    void stepAt_bothSidesOfABorder_differByOne() {
        TotpParameters parameters = TotpParameters.defaults();
        Instant border = parameters.startOf(59_000_000);
        assertThat(parameters.stepAt(border)).isEqualTo(59_000_000);
        assertThat(parameters.stepAt(border.minusNanos(1))).isEqualTo(58_999_999);
    }

    private static String eightDigits(TotpAlgorithm algorithm, int bytes, long seconds) {
        TotpParameters parameters = new TotpParameters(algorithm, 8, Duration.ofSeconds(30));
        return TotpCodes.of(parameters).codeAt(secret(bytes), seconds / 30);
    }

    private static TotpSecret secret(int bytes) {
        String text = TWENTY.repeat(4).substring(0, bytes);
        return new TotpSecret(Secret.of(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
