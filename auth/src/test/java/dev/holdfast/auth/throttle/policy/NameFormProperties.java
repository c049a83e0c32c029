package dev.holdfast.auth.throttle.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Locale;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

class NameFormProperties {
    private final NameForm folded = NameForm.ignoringCase();
    private final NameForm cased = NameForm.heedingCase();

    @Property(tries = 1000)
    void canonical_ofAForm_isTheForm(@ForAll @StringLength(max = 40) String typed) {
        assertThat(folded.canonical(folded.canonical(typed))).isEqualTo(folded.canonical(typed));
        assertThat(cased.canonical(cased.canonical(typed))).isEqualTo(cased.canonical(typed));
    }

    @Example
    void canonical_everyLetterWithCase_isOneFormInAllItsCases() {
        for (int letter = 0; letter <= Character.MAX_CODE_POINT; letter++) {
            String text = "a" + Character.toString(letter);
            String upper = text.toUpperCase(Locale.ROOT);
            String lower = text.toLowerCase(Locale.ROOT);
            if (!upper.substring(1).equals(lower.substring(1))) {
                String form = folded.canonical(text);
                assertThat(folded.canonical(upper)).as("U+%04X", letter).isEqualTo(form);
                assertThat(folded.canonical(lower)).as("U+%04X", letter).isEqualTo(form);
                assertThat(folded.canonical(form)).as("U+%04X", letter).isEqualTo(form);
            }
        }
    }

    /** What a host's lookup may take for the same name is the same name here. */
    @Property(tries = 1000)
    void canonical_whateverALookupFolds_isOneForm(@ForAll @StringLength(max = 40) String typed) {
        String form = folded.canonical(typed);
        assertThat(folded.canonical(typed.toUpperCase(Locale.ROOT))).isEqualTo(form);
        assertThat(folded.canonical(typed.toLowerCase(Locale.ROOT))).isEqualTo(form);
        assertThat(folded.canonical("  " + typed + "\u00A0\t")).isEqualTo(form);
        for (Normalizer.Form other : Normalizer.Form.values()) {
            assertThat(folded.canonical(Normalizer.normalize(typed, other))).isEqualTo(form);
            assertThat(cased.canonical(Normalizer.normalize(typed, other))).isEqualTo(cased.canonical(typed));
        }
    }
}
