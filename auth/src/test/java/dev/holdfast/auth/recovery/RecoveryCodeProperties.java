package dev.holdfast.auth.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.secret.Secret;
import java.security.SecureRandom;
import java.util.Locale;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RecoveryCodeProperties {
    private static final SecureRandom RANDOM = new SecureRandom();

    @Property(tries = 300)
    void parse_ofTheShownText_isTheCode(@ForAll @IntRange(min = 1, max = 6) int spaces) {
        RecoveryCode code = RecoveryCode.random(RANDOM);
        String shown = code.exposeText();
        assertThat(shown).matches("([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}");
        assertThat(RecoveryCode.parse(shown)).hasValue(code);
        assertThat(RecoveryCode.parse(shown.toLowerCase(Locale.ROOT).replace("-", "")))
                .hasValue(code);
        assertThat(RecoveryCode.parse(
                        shown.replace("-", " ".repeat(spaces)).replace('0', 'O').replace('1', 'I')))
                .hasValue(code);
        assertThat(RecoveryCode.parse(shown.replace('0', 'o').replace('1', 'L')))
                .hasValue(code);
    }

    /** No-break space, tab, line end; the hyphens and dashes that programs put in the place of one. */
    @Example
    void parse_separatorsAsProgramsWriteThem_isTheCode() {
        RecoveryCode code = RecoveryCode.random(RANDOM);
        for (String separator :
                new String[] {"\u00a0", "\t", "\r\n", "\u2003", "\u3000", "\u2010", "\u2011", "\u2013", "\u2014"}) {
            assertThat(RecoveryCode.parse(code.exposeText().replace("-", separator)))
                    .hasValue(code);
        }
        for (String other : new String[] {"\u200b", ".", "_", "/", "+", "\0", "\u202e"}) {
            assertThat(RecoveryCode.parse(code.exposeText().replace("-", other)))
                    .as("no separator")
                    .isEmpty();
        }
    }

    @Property(tries = 500)
    void parse_anyText_neverThrows(@ForAll String text) {
        assertThat(RecoveryCode.parse(text)).isEmpty();
    }

    @Property(tries = 200)
    void parse_oneSymbolChanged_isNotTheCode(@ForAll @IntRange(min = 0, max = 23) int position) {
        RecoveryCode code = RecoveryCode.random(RANDOM);
        StringBuilder text = new StringBuilder(code.value().exposeText());
        text.setCharAt(position, text.charAt(position) == '7' ? '8' : '7');
        assertThat(RecoveryCode.parse(text.toString())).isPresent().isNotEqualTo(java.util.Optional.of(code));
    }

    /** The long s and the dotless i become ASCII letters under some rules of upper case. */
    @Example
    void parse_lettersOfOtherScripts_areRefused() {
        for (String symbol : new String[] {"ſ", "ı", "Ａ", "٣", "U", "u"}) {
            assertThat(RecoveryCode.parse(symbol.repeat(24))).isEmpty();
        }
        assertThatThrownBy(() -> new RecoveryCode(Secret.ofText("short")))
                .hasMessageContaining("24 symbols")
                .hasMessageNotContaining("short");
    }
}
