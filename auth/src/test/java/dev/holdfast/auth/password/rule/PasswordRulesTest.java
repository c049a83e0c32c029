package dev.holdfast.auth.password.rule;

import static dev.holdfast.auth.password.rule.PasswordFault.BREACHED;
import static dev.holdfast.auth.password.rule.PasswordFault.BREACH_CHECK_UNAVAILABLE;
import static dev.holdfast.auth.password.rule.PasswordFault.COMMON;
import static dev.holdfast.auth.password.rule.PasswordFault.CONTEXT_WORD;
import static dev.holdfast.auth.password.rule.PasswordFault.MALFORMED;
import static dev.holdfast.auth.password.rule.PasswordFault.TOO_LONG;
import static dev.holdfast.auth.password.rule.PasswordFault.TOO_SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.password.rule.BreachedPasswords.Answer;
import dev.holdfast.core.secret.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {
    private static final PasswordRules RULES = PasswordRules.defaults();
    private static final PasswordContext ALONE = PasswordContext.alone();
    private static final PasswordContext BESIDE = PasswordContext.withSecondFactor();

    @Test
    void check_length_isCountedInCodePointsOfTheComposedText() {
        assertThat(check("tuvo kexi garo", ALONE)).containsExactly(TOO_SHORT);
        assertThat(check("tuvo kexi garou", ALONE)).isEmpty();
        assertThat(check("kexi ga", BESIDE)).containsExactly(TOO_SHORT);
        assertThat(check("kexi gar", BESIDE)).isEmpty();
        // Fourteen after composition, fifteen as entered.
        assertThat(check("tuvo kexi gare\u0301", ALONE)).containsExactly(TOO_SHORT);
        // Fifteen code points, thirty UTF-16 units.
        assertThat(check("\ud83d\udc0e\ud83d\udd0b\ud83d\udccc\ud83d\udc34\ud83d\ude80".repeat(3), ALONE))
                .as("a repeated unit of five")
                .doesNotContain(TOO_SHORT, TOO_LONG);
        assertThat(check("xk tuvo ".repeat(15) + "a different end".substring(0, 8), ALONE))
                .isEmpty();
        assertThat(check("xk tuvo ".repeat(15) + "a different end".substring(0, 9), ALONE))
                .containsExactly(TOO_LONG);
    }

    /** No rule of composition: words and blanks, letters of one case, another script. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "green boats drift",
                "zwölf boxkämpfer jagen",
                "\u6625\u7720\u4e0d\u899a\u6681\u51e6\u51e6\u805e\u557c\u9ce5\u591c\u6765\u98a8\u96e8\u8072"
            })
    void check_anyComposition_isGood(String password) {
        assertThat(check(password, ALONE)).isEmpty();
    }

    @Test
    void check_notUtf8OrOverLong_isMalformed() {
        assertThat(RULES.check(Secret.of(new byte[] {(byte) 0xc3, 0x28}), ALONE))
                .containsExactly(MALFORMED);
        assertThat(RULES.check(Secret.of(new byte[1025]), ALONE)).containsExactly(MALFORMED);
    }

    @Test
    void common_thatComesAlong_holdsTenThousandEntriesThatTheLengthWouldAllow() throws IOException {
        Set<String> longEnough = new HashSet<>();
        try (InputStream in = BlockList.class.getResourceAsStream("common-passwords.txt.gz");
                Reader text = new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8)) {
            new BufferedReader(text)
                    .lines()
                    .map(BlockList::normalised)
                    .filter(entry -> entry.codePointCount(0, entry.length()) >= RULES.minLengthWithFactor())
                    .forEach(longEnough::add);
        }
        assertThat(longEnough).hasSizeGreaterThan(10_000).allMatch(RULES.blockList()::contains);
        assertThat(RULES.blockList().size()).isGreaterThan(longEnough.size());
        assertThat(BlockList.of(List.of("One", "ONE", "\uff4fne")).size())
                .as("normalised")
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "PassWord1",
                "\uff50\uff41\uff53\uff53\uff57\uff4f\uff52\uff44",
                "iloveyou",
                "aaaaaaaaaaaa",
                "abcabcabcabc",
                "dragondragon",
                "123456789012",
            })
    void check_commonOrRepeated_isCommon(String password) {
        assertThat(check(password, BESIDE)).containsExactly(COMMON);
    }

    @Test
    void check_littleMoreThanContextWords_isRefusedAndAWordInALongPasswordIsNot() {
        PasswordContext context = PasswordContext.alone("Zekka Portal", "al").withEmail("alice.miller@shop.example");

        assertThat(check("Alice.Miller-2026", context)).containsExactly(CONTEXT_WORD);
        assertThat(check("zekka portal 2026", context)).containsExactly(CONTEXT_WORD);
        assertThat(check("alice.miller drifts in green boats", context)).isEmpty();
        assertThat(check("also a final royal", context))
                .as("words under four letters")
                .isEmpty();
    }

    @Test
    void check_breachService_isAskedLastAndItsAbsenceRefusesUnlessAllowed() {
        List<Secret> asked = new ArrayList<>();
        PasswordRules breached = RULES.withBreached(password -> {
            asked.add(password);
            return Answer.BREACHED;
        });
        PasswordRules away = RULES.withBreached(password -> Answer.UNAVAILABLE);
        Secret good = Secret.ofText("green boats drift");

        assertThat(breached.check(Secret.ofText("short"), ALONE)).doesNotContain(BREACHED);
        assertThat(asked).isEmpty();
        assertThat(breached.check(good, ALONE)).containsExactly(BREACHED);
        assertThat(away.check(good, ALONE)).containsExactly(BREACH_CHECK_UNAVAILABLE);
        assertThat(away.allowUnavailableBreachCheck().check(good, ALONE)).isEmpty();
        assertThat(breached.allowUnavailableBreachCheck().check(good, ALONE)).containsExactly(BREACHED);
    }

    private static Set<PasswordFault> check(String password, PasswordContext context) {
        return RULES.check(Secret.ofText(password), context);
    }
}
