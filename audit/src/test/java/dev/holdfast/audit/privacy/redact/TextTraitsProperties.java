package dev.holdfast.audit.privacy.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** What is passed over is what would have found nothing: by the scans themselves, which are asked here about every text. */
class TextTraitsProperties {
    private static final List<ValueDetector> DETECTORS =
            RedactionPolicy.defaults().detectors();
    private static final KeyNames NAMES = new KeyNames(RedactionPolicy.defaults());
    private static final ParameterScan PARAMETERS = new ParameterScan(NAMES);

    @Property(tries = 3000)
    void of_textWithAFind_hasTheTraitThatItsDetectorNeeds(@ForAll("texts") String text) {
        int traits = TextTraits.of(text);
        boolean isFound = false;
        for (ValueDetector detector : DETECTORS) {
            assertThat(detector).as("built in").isInstanceOf(TextTraits.Needing.class);
            if (!detector.find(text).isEmpty()) {
                isFound = true;
                assertThat(traits & ((TextTraits.Needing) detector).needs())
                        .as("%s in %s", detector.kind(), text)
                        .isNotZero();
            }
        }
        if (!PARAMETERS.find(text).isEmpty()) {
            isFound = true;
            assertThat(traits & TextTraits.ASSIGNMENT)
                    .as("parameter in %s", text)
                    .isNotZero();
        }
        Statistics.label("a secret was found")
                .collect(isFound)
                .coverage(found -> found.check(true).percentage(share -> share > 10));
    }

    @Property(tries = 3000)
    void mayBeIn_secretsName_isTrue(@ForAll("names") String name) {
        boolean secret = NAMES.isSecretByItsWords(name);
        assertThat(NAMES.isSecret(name)).as(name).isEqualTo(secret);
        Statistics.label("the name is a secret's")
                .collect(secret)
                .coverage(found -> found.check(true).percentage(share -> share > 10));
    }

    /** Letters whose lower or upper case lies within ASCII, such as the sign of the kelvin, must not slip by. */
    @Example
    void traitsAndNames_anyOneCharacterReplaced_missNothing() {
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            String scheme = "B" + c + "sic QWxhZGRpbjpvcGVuIHNlc2FtZQ==";
            if (!ValueDetector.authorization().find(scheme).isEmpty()) {
                assertThat(TextTraits.of(scheme) & TextTraits.SCHEME).isNotZero();
            }
            String name = "to" + c + "en";
            assertThat(NAMES.isSecret(name)).as(name).isEqualTo(NAMES.isSecretByItsWords(name));
        }
    }

    @Example
    void of_textsOfAnOrdinaryEvent_hasNone() {
        assertThat(List.of(
                        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                        "0198f2a4-7c31-7e52-9d0b-5a7c2f1e8b64",
                        "lending",
                        "returned",
                        "Carol of the north, 2026-11-21T12:00:00Z"))
                .allSatisfy(text -> assertThat(TextTraits.of(text)).as(text).isZero());
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> parts = Arbitraries.of(
                "eyJhbGciOiJub25lIn0",
                "eyJ",
                ".",
                "..",
                "-----BEGIN ",
                "PRIVATE KEY-----",
                "-----END ",
                "-----",
                "--",
                "Bearer ",
                "BASIC ",
                "bAsIc",
                "\tbearer:",
                "QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
                "mF_9.B5f-4.1JqM",
                "://",
                ":/",
                "/",
                "@",
                "app:hunter2",
                "4111111111111111",
                "4111 1111",
                "1111-1111",
                "4222222222222",
                "37828224631",
                "0005",
                " ",
                "-",
                "  ",
                "7",
                "password",
                "token",
                "=",
                "\"",
                "\":\"",
                ":",
                "&",
                "a",
                "\u017F",
                "\u0130",
                "ü",
                "x1",
                "\uD83D\uDE00",
                "\uD83D");
        return parts.list().ofMaxSize(10).map(some -> String.join("", some));
    }

    @Provide
    Arbitrary<String> names() {
        Arbitrary<String> parts = Arbitraries.of(
                "pass",
                "word",
                "PASS",
                "Word",
                "secret",
                "Secret",
                "id",
                "ID",
                "Id",
                "pin",
                "Pin",
                "s",
                "ho",
                "otp",
                "api",
                "API",
                "key",
                "Key",
                "_",
                "-",
                ".",
                " ",
                "to",
                "ken",
                "To",
                "\u212Aen",
                "credit",
                "CARD",
                "cvv",
                "2",
                "count",
                "\u0130ban",
                "iban",
                "ü",
                "a",
                "Z");
        return parts.list().ofMaxSize(6).map(some -> String.join("", some));
    }
}
