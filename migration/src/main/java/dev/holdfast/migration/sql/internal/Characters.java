package dev.holdfast.migration.sql.internal;

/** What a single character may be in SQL. Source: PostgreSQL manual, §4.1, and its scanner. */
public final class Characters {
    private static final String OPERATORS = "~!@#^&|`?+-*/%<>=";
    private static final String PUNCTUATION = "()[],.:;";
    private static final char ASCII_END = 0x80;

    private Characters() {}

    /**
     * Whether it separates tokens and is none.
     *
     * @param c a character
     * @return true for a blank, a tab and the line breaks
     */
    public static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    /**
     * A letter, an underscore, or anything beyond ASCII: the server's scanner takes each such character for a letter.
     *
     * @param c a character
     * @return true when a word can begin with it
     */
    public static boolean isWordStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= ASCII_END;
    }

    /**
     * Whether it can go on a word.
     *
     * @param c a character
     * @return true when it can
     */
    public static boolean isWordPart(char c) {
        return isWordStart(c) || isDigit(c) || c == '$';
    }

    /**
     * Whether it is a digit.
     *
     * @param c a character
     * @return true for 0 to 9
     */
    public static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /**
     * Whether it is a hexadecimal digit.
     *
     * @param c a character
     * @return true for 0 to 9, a to f, A to F
     */
    public static boolean isHexDigit(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    /**
     * Whether operators are made of it.
     *
     * @param c a character
     * @return true when they are
     */
    public static boolean isOperator(char c) {
        return OPERATORS.indexOf(c) >= 0;
    }

    /**
     * Whether it is a mark that stands alone.
     *
     * @param c a character
     * @return true when it is
     */
    public static boolean isPunctuation(char c) {
        return PUNCTUATION.indexOf(c) >= 0;
    }

    /**
     * The place of the next line break; a carriage return alone is one, and ends a comment as it does on the server.
     *
     * @param text the script
     * @param from where to begin
     * @return the break's place, or the text's length
     */
    public static int lineEnd(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
        return at;
    }
}
