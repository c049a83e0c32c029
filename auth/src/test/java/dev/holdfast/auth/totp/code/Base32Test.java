package dev.holdfast.auth.totp.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Base32Test {
    @ParameterizedTest(name = "RFC 4648 §10: {0}")
    @CsvSource({
        "'', ''",
        "f, MY======",
        "fo, MZXQ====",
        "foo, MZXW6===",
        "foob, MZXW6YQ=",
        "fooba, MZXW6YTB",
        "foobar, MZXW6YTBOI======"
    })
    void codec_vectorsOfTheRfc_bothWays(String plain, String encoded) {
        byte[] bytes = plain.getBytes(StandardCharsets.US_ASCII);
        assertThat(Base32.encode(bytes)).isEqualTo(encoded.replace("=", ""));
        assertThat(Base32.decode(encoded)).isEqualTo(bytes);
        assertThat(Base32.decode(encoded.replace("=", ""))).isEqualTo(bytes);
    }

    @Test
    void decode_asPeopleCopyIt_isRead() {
        assertThat(Base32.decode("mzxw 6ytb oi")).isEqualTo(Base32.decode("MZXW6YTBOI"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A",
                "AAA",
                "AAAAAA", // lengths no encoder gives
                "MZ",
                "MZXR", // bits left over
                "MZXW6YT1",
                "MZXW6YT0",
                "MZXW-6YQ",
                "MZXW\t6YQ",
                "MZXW6YQ\n",
                "\u0131ZXW6YTB",
                "MZXW6YT\uff22",
                "=MZXW6YQ",
                "MZ=XW6YQ",
                "MY=====",
                "MY=======",
                "MZXW6YTB========",
                "========"
            })
    void decode_whatNoEncoderWrites_isRefusedWithoutQuotingIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Base32.decode(text))
                .withMessageStartingWith("base32 ")
                .satisfies(error -> assertThat(error.getMessage()).doesNotContain(text));
    }

    @Test
    void parse_outsideTheBounds_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> TotpSecret.parse(""));
        assertThatIllegalArgumentException().isThrownBy(() -> TotpSecret.parse("A".repeat(24)));
        assertThat(TotpSecret.parse("A".repeat(26)).value().length()).isEqualTo(16);
        assertThat(TotpSecret.parse("A".repeat(103)).value().length()).isEqualTo(64);
        assertThatIllegalArgumentException().isThrownBy(() -> TotpSecret.parse("A".repeat(104)));
        assertThatIllegalArgumentException().isThrownBy(() -> TotpSecret.parse("A".repeat(201)));
    }
}
