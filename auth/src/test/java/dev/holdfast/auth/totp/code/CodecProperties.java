package dev.holdfast.auth.totp.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class CodecProperties {
    @Property(tries = 500)
    void base32_anyBytes_comeBack(@ForAll @Size(max = 80) byte[] bytes) {
        String text = Base32.encode(bytes);
        assertThat(text).matches("[A-Z2-7]*");
        assertThat(Base32.decode(text)).isEqualTo(bytes);
        assertThat(Base32.decode(text.toLowerCase(Locale.ROOT).replaceAll("(.{4})", "$1 ")))
                .isEqualTo(bytes);
    }

    /** One text, one meaning: what is read is what an encoder would write. */
    @Property(tries = 500)
    void base32_anyText_isRefusedOrCanonical(@ForAll("almostBase32") String text) {
        byte[] bytes;
        try {
            bytes = Base32.decode(text);
        } catch (IllegalArgumentException expected) {
            return;
        }
        assertThat(Base32.encode(bytes))
                .isEqualTo(text.replace(" ", "").replace("=", "").toUpperCase(Locale.ROOT));
    }

    @Property(tries = 500)
    void uri_anyParts_comeBack(
            @ForAll("name") String issuer,
            @ForAll("name") String account,
            @ForAll @Size(min = 16, max = 64) byte[] secret,
            @ForAll TotpAlgorithm algorithm,
            @ForAll @IntRange(min = 6, max = 8) int digits,
            @ForAll @IntRange(min = 15, max = 120) int period) {
        OtpAuthUri uri = new OtpAuthUri(
                issuer,
                account,
                new TotpSecret(Secret.of(secret)),
                new TotpParameters(algorithm, digits, Duration.ofSeconds(period)));
        String text = uri.exposeText();
        assertThat(OtpAuthUri.parse(text)).isEqualTo(uri);
        URI byTheJdk = URI.create(text);
        assertThat(byTheJdk.getPath()).isEqualTo("/" + issuer + ":" + account);
        assertThat(byTheJdk.getQuery()).contains("issuer=" + issuer);
    }

    @Property(tries = 1000)
    void parse_anyText_isReadOrRefusedAsAnArgument(@ForAll("almostUri") String text) {
        try {
            assertThat(OtpAuthUri.parse(text)).isNotNull();
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).isNotEmpty();
        }
    }

    @Property(tries = 300)
    void match_anyText_neverThrows(@ForAll @StringLength(max = 12) String text) {
        TotpSecret secret = TotpSecret.parse("A".repeat(32));
        assertThat(TotpCodes.of(TotpParameters.defaults())
                        .match(secret, text, java.time.Instant.EPOCH, 1)
                        .orElse(-1))
                .isBetween(-1L, 1L);
    }

    @Provide
    Arbitrary<String> name() {
        return Arbitraries.strings()
                .ofMinLength(1)
                .ofMaxLength(60)
                .withChars("abcXYZ09 @+&=?#%/\\\"'<>\u00e9\u0130\u4e2d")
                .map(String::strip)
                .filter(text -> !text.isBlank());
    }

    @Provide
    Arbitrary<String> almostBase32() {
        return Arbitraries.strings().withChars("ABab23 =1").ofMaxLength(24);
    }

    @Provide
    Arbitrary<String> almostUri() {
        Arbitrary<String> piece = Arbitraries.oneOf(
                Arbitraries.of(
                        "otpauth://totp/",
                        "?",
                        "&",
                        "=",
                        "%",
                        "%41",
                        "%C3%28",
                        "secret=" + "A".repeat(32),
                        "issuer=Shop",
                        "digits=6",
                        "digits=99",
                        "period=030",
                        "algorithm=sha256",
                        "Shop:alice"),
                Arbitraries.strings().ofMaxLength(4));
        return piece.list().ofMaxSize(8).map(parts -> "otpauth://totp/" + String.join("", parts));
    }
}
