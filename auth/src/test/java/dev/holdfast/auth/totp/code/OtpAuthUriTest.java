package dev.holdfast.auth.totp.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtpAuthUriTest {
    private static final String BASE32 = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
    private static final TotpSecret SECRET = TotpSecret.parse(BASE32);

    @Test
    void exposeText_namesWithReservedCharacters_encodesThem() {
        OtpAuthUri uri = new OtpAuthUri("Shop & Söhne", "alice+1@shop.example", SECRET, TotpParameters.defaults());
        assertThat(uri.exposeText())
                .isEqualTo("otpauth://totp/Shop%20%26%20S%C3%B6hne:alice%2B1%40shop.example?secret=" + BASE32
                        + "&issuer=Shop%20%26%20S%C3%B6hne&algorithm=SHA1&digits=6&period=30");
    }

    @Test
    void parse_leastForm_takesTheDefaults() {
        OtpAuthUri uri = OtpAuthUri.parse("OTPAUTH://totp/Shop:%20alice?secret=" + BASE32 + "&image=x");
        assertThat(uri).isEqualTo(new OtpAuthUri("Shop", "alice", SECRET, TotpParameters.defaults()));
        assertThat(OtpAuthUri.parse("otpauth://totp/alice?issuer=Shop&secret=" + BASE32))
                .isEqualTo(uri);
        assertThat(OtpAuthUri.parse("otpauth://totp/Shop%3Aalice?secret=" + BASE32))
                .isEqualTo(uri);
    }

    @Test
    void parse_otherParameters_areRead() {
        OtpAuthUri uri =
                OtpAuthUri.parse("otpauth://totp/Shop:alice?secret=" + BASE32 + "&algorithm=sha512&digits=8&period=60");
        assertThat(uri.parameters()).isEqualTo(new TotpParameters(TotpAlgorithm.SHA512, 8, Duration.ofMinutes(1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "otpauth://hotp/Shop:alice?secret=@",
                "https://totp/Shop:alice?secret=@",
                "otpauth://totp/Shop:alice",
                "otpauth://totp/Shop:alice?",
                "otpauth://totp/Shop:alice?secret=@&secret=@",
                "otpauth://totp/Shop:alice?secret=@&s%65cret=@",
                "otpauth://totp/Shop:alice?secret=@&issuer=Other",
                "otpauth://totp/Shop:a:b?secret=@",
                "otpauth://totp/alice?secret=@",
                "otpauth://totp/Shop:?secret=@",
                "otpauth://totp/Shop:alice?secret=@#x",
                "otpauth://totp/Shop:alice?secret=@&digits=5",
                "otpauth://totp/Shop:alice?secret=@&digits=9",
                "otpauth://totp/Shop:alice?secret=@&digits=+6",
                "otpauth://totp/Shop:alice?secret=@&digits=\u0666",
                "otpauth://totp/Shop:alice?secret=@&digits=%D9%A6",
                "otpauth://totp/Shop:alice?secret=@&period=14",
                "otpauth://totp/Shop:alice?secret=@&period=121",
                "otpauth://totp/Shop:alice?secret=@&period=99999999999",
                "otpauth://totp/Shop:alice?secret=@&algorithm=MD5",
                "otpauth://totp/Shop:alice?secret=@&",
                "otpauth://totp/Shop:ali%c?secret=@",
                "otpauth://totp/Shop:ali%C3%28ce?secret=@",
                "otpauth://totp/Shop:ali%00ce?secret=@",
                "otpauth://totp/Shop:alicé?secret=@"
            })
    void parse_anythingElse_isRefusedWithoutQuotingIt(String form) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OtpAuthUri.parse(form.replace("@", BASE32)))
                .satisfies(error -> assertThat(error.getMessage()).doesNotContain(BASE32));
    }

    @Test
    void parse_overlong_isRefused() {
        String text = "otpauth://totp/Shop:alice?secret=" + BASE32 + "&x=";
        assertThat(OtpAuthUri.parse(text + "y".repeat(2048 - text.length()))).isNotNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OtpAuthUri.parse(text + "y".repeat(2049 - text.length())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a:b", "a\nb", "\ud800"})
    void constructor_namesThatAppsCannotShow_areRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OtpAuthUri(name, "alice", SECRET, TotpParameters.defaults()))
                .withMessageStartingWith("issuer must");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OtpAuthUri("Shop", name, SECRET, TotpParameters.defaults()))
                .withMessageStartingWith("account must");
    }
}
