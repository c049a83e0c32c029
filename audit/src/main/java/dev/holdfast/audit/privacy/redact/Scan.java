package dev.holdfast.audit.privacy.redact;

/** How detectors walk a text: one character at a time and never back, so that no text takes longer than its length. */
final class Scan {
    private Scan() {}

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isWord(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /** RFC 4648 §5. */
    static boolean isBase64Url(char c) {
        return isWord(c) || c == '-' || c == '_';
    }

    /** What RFC 9110 §11.2 lets stand as a token68, and so as credentials. */
    static boolean isToken68(char c) {
        return isBase64Url(c) || c == '.' || c == '~' || c == '+' || c == '/' || c == '=';
    }

    static boolean endsQuoted(char c) {
        return c <= ' ' || c == '"' || c == '\'' || c == '<' || c == '>' || c == '`';
    }

    /** The index after the characters from an index on that are of one kind. */
    static int past(String text, int from, CharTest test) {
        int at = from;
        while (at < text.length() && test.test(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** A kind of characters. */
    @FunctionalInterface
    interface CharTest {
        boolean test(char c);
    }
}
