package dev.holdfast.migration.sql.internal;

/** Where an operator ends. Source: PostgreSQL manual, §4.1.3 Operators. */
public final class Operators {
    private static final String ALLOW_SIGN_AT_END = "~!@#^&|`?%";

    private Operators() {}

    /**
     * The place after an operator.
     *
     * @param text the script
     * @param start its first character's place
     * @return at least one more
     */
    public static int end(String text, int start) {
        int end = start + 1;
        while (end < text.length() && Characters.isOperator(text.charAt(end)) && !commentAt(text, end)) {
            end++;
        }
        // A run of signs such as the one in "a=-1" ends with its sign only when a mark of the list is in it.
        while (end > start + 1 && isSign(text.charAt(end - 1)) && !allowsSignAtEnd(text, start, end)) {
            end--;
        }
        return end;
    }

    private static boolean commentAt(String text, int place) {
        return text.startsWith("--", place) || text.startsWith("/*", place);
    }

    private static boolean isSign(char c) {
        return c == '+' || c == '-';
    }

    private static boolean allowsSignAtEnd(String text, int start, int end) {
        return text.substring(start, end).chars().anyMatch(c -> ALLOW_SIGN_AT_END.indexOf(c) >= 0);
    }
}
