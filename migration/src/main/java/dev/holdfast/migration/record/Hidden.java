package dev.holdfast.migration.record;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides what a record must not hold: values in texts of the catalog, and what has the form of a secret anywhere.
 *
 * <p>A hidden text has no value of its own: applied again, nothing changes.
 */
final class Hidden {
    private static final String MARK = "…";
    private static final Pattern URL_PASSWORD = Pattern.compile("(://[^\\s:/@]*+:)[^\\s@]++@");
    private static final Pattern SETTING =
            Pattern.compile("(?i)\\b((?:\\w*password|passwd|pwd|\\w*secret|api_?key|\\w*token)"
                    + "\\s*+=\\s*+)('[^']*+'|\"[^\"]*+\"|[^\\s,;&]++)");
    private static final Pattern CLAUSE = Pattern.compile("(?i)\\b(password\\s+)'(?:[^']|'')*+'?");
    private static final Pattern VERIFIER =
            Pattern.compile("SCRAM-SHA-256\\$[^\\s'\"]++|\\bmd5[0-9a-f]{32}\\b", Pattern.CASE_INSENSITIVE);
    /**
     * An object whose definition is prose or options: bare texts, in which no quote marks what is a value. Words before
     * the line's sign, such as {@code made, not rehearsed:}, are passed over.
     */
    private static final Pattern UNTOLD_LINE = Pattern.compile(
            "(?s)((?:[a-z, ]++: )?[+~-] (?:comment|label|foreign server|user mapping|subscription) .*?: ).*");

    private static final Pattern ALREADY = Pattern.compile("'" + MARK + "\\d*+'");
    private static final Pattern ENUM_LINE = Pattern.compile("(?s)(?:[a-z, ]++: )?[+~-] type \\S+: (enum .*)");

    /** Strings with their doubled quotes and escapes, quoted names (passed over), and dollar quotes with their tags. */
    private static final Pattern QUOTED =
            Pattern.compile("(?s)\"(?:[^\"]|\"\")*+\"|(?<![\\w$])[eE]'(?:[^'\\\\]|''|\\\\.)*+'?|'(?:[^']|'')*+'?"
                    + "|(?<![\\w$])(\\$(?:[\\p{L}_][\\p{L}\\p{N}_]*+)?\\$).*?(?:\\1|\\z)");

    private Hidden() {}

    /** The text without passwords in URLs, settings and clauses, and without password verifiers. */
    static String secrets(String text) {
        String hidden = CLAUSE.matcher(credentials(text)).replaceAll("$1'" + MARK + "'");
        return SETTING.matcher(hidden).replaceAll("$1" + MARK);
    }

    /** Lines of a difference without the values in them; equal values of a line stay equal, different ones different. */
    static List<String> literals(List<String> lines) {
        return lines.stream().map(Hidden::literals).toList();
    }

    private static String literals(String line) {
        Matcher untold = UNTOLD_LINE.matcher(line);
        if (untold.matches()) {
            return untold.group(1) + "'" + MARK + "'";
        }
        if (isEnumeration(line)) {
            return line;
        }
        Map<String, String> names = new LinkedHashMap<>();
        String hidden =
                QUOTED.matcher(line).replaceAll(found -> Matcher.quoteReplacement(hidden(found.group(), names)));
        return credentials(hidden);
    }

    /** What is no name in any text; a setting's form, though, is that of a comparison of two columns in a definition. */
    private static String credentials(String text) {
        return VERIFIER.matcher(URL_PASSWORD.matcher(text).replaceAll("$1" + MARK + "@"))
                .replaceAll(MARK);
    }

    private static String hidden(String quoted, Map<String, String> names) {
        if (quoted.startsWith("\"") || ALREADY.matcher(quoted).matches()) {
            return quoted;
        }
        String quote = quoted.startsWith("$") ? "$" : "'";
        return names.computeIfAbsent(quoted, value -> quote + MARK + (names.size() + 1) + quote);
    }

    /** The labels of an enumeration are names, and what a reader of the difference asks for. */
    private static boolean isEnumeration(String line) {
        Matcher type = ENUM_LINE.matcher(line);
        return type.matches()
                && List.of(type.group(1).split(" -> ", -1)).stream().allMatch(part -> part.startsWith("enum '"));
    }
}
