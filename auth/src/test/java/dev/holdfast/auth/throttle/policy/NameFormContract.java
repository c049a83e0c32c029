package dev.holdfast.auth.throttle.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link NameForm} must do; extend it and say which spellings the host's own lookup takes for one account. */
public abstract class NameFormContract {
    /** Texts that people and programs type; forms of them have to be forms already, and none may throw. */
    private static final List<String> TYPED = List.of(
            "",
            " ",
            "\0",
            "\uD800",
            "Ada@Shop.Example",
            " ada@shop.example\u00A0",
            "ADA\u200B@shop.example",
            "stra\u00DFe",
            "\u0130stanbul",
            "e.\u0301",
            "e-\u0301",
            "\u2026",
            "\uFF0Eada\uFF0D",
            "\u1E9E\u017F",
            "\u03A3\u03C2",
            "%_'\\{0}",
            "\uFDFA".repeat(NameForm.MAX_LENGTH),
            "\uD83D\uDE00".repeat(NameForm.MAX_LENGTH / 2));

    /** For the children. */
    protected NameFormContract() {}

    /**
     * The form under test.
     *
     * @return the same one throughout a test
     */
    protected abstract NameForm form();

    /**
     * Spellings by which the host's lookup finds one account.
     *
     * @return a list of spellings an account, at least one of two spellings or more
     */
    protected abstract List<List<String>> spellings();

    /**
     * Names of accounts that are each other's strangers, and should not share a budget.
     *
     * @return two names or more
     */
    protected abstract List<String> strangers();

    @Test
    void canonical_spellingsOfOneAccount_areOneForm() {
        assertThat(spellings()).isNotEmpty().allSatisfy(account -> {
            assertThat(account).hasSizeGreaterThan(1);
            assertThat(account.stream().map(form()::canonical).distinct())
                    .as("%s", account)
                    .hasSize(1);
        });
    }

    @Test
    void canonical_namesOfStrangers_areFormsOfTheirOwn() {
        assertThat(strangers()).hasSizeGreaterThan(1);
        assertThat(strangers().stream().map(form()::canonical)).doesNotHaveDuplicates();
    }

    @Test
    void canonical_ofAForm_isTheForm() {
        assertThat(all()).allSatisfy(typed -> {
            String once = form().canonical(typed);
            assertThat(form().canonical(once)).isEqualTo(once);
        });
    }

    /** A form that goes by the server's language gives one account another budget on the next node. */
    @Test
    void canonical_inAnotherLanguage_isTheSame() {
        List<String> here = all().map(form()::canonical).toList();
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertThat(all().map(form()::canonical)).isEqualTo(here);
            Locale.setDefault(Locale.forLanguageTag("lt-LT"));
            assertThat(all().map(form()::canonical)).isEqualTo(here);
        } finally {
            Locale.setDefault(before);
        }
    }

    private Stream<String> all() {
        return Stream.of(
                        TYPED.stream(),
                        strangers().stream(),
                        spellings().stream().flatMap(List::stream),
                        Stream.of("TITLE", "title"))
                .flatMap(names -> names);
    }
}
