package dev.holdfast.migration.lint;

import dev.holdfast.core.Require;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A comment that silences one rule for one statement: {@code -- holdfast:allow RULE-ID because REASON}.
 *
 * @param rule the rule's id
 * @param reason why it does not matter here
 */
public record Allowance(String rule, String reason) {
    /** What every such comment begins with. */
    public static final String MARK = "holdfast:allow";

    /** How such a comment is written. */
    static final String FORM = "-- " + MARK + " RULE-ID because REASON";

    private static final Pattern WHOLE = Pattern.compile(MARK + "\\s+(\\S+)\\s+because\\s+(\\S.*)");
    private static final int MAX_LENGTH = 2000;

    /**
     * Checks the texts.
     *
     * @throws IllegalArgumentException when one is blank or longer than 2000 characters
     */
    public Allowance {
        Require.text("rule", rule, MAX_LENGTH);
        Require.text("reason", reason, MAX_LENGTH);
    }

    static boolean isMeant(String line) {
        return line.startsWith(MARK);
    }

    static Optional<Allowance> read(String line) {
        Matcher matcher = WHOLE.matcher(line);
        boolean readable = line.length() <= MAX_LENGTH && matcher.matches();
        return readable
                ? Optional.of(new Allowance(matcher.group(1), matcher.group(2).strip()))
                : Optional.empty();
    }
}
