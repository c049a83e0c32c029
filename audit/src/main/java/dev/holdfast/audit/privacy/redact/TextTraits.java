package dev.holdfast.audit.privacy.redact;

/**
 * What a text has that a secret's shape needs: one pass over a text tells which scans can find nothing in it, and of most
 * texts that is all of them.
 *
 * <p>A trait may be seen where no secret is; it is never missed where one is.
 */
final class TextTraits {
    /** Two hyphens side by side, as in the rule of a PEM block. */
    static final int RULE = 1;

    /** The beginning of a JSON object in Base64url, {@code eyJ}. */
    static final int JSON_HEADER = 1 << 1;

    /** The beginning of the name of a scheme of HTTP: {@code be} of Bearer, {@code ba} of Basic, in either case. */
    static final int SCHEME = 1 << 2;

    /** What stands before the authority of a URL, {@code ://}. */
    static final int AUTHORITY = 1 << 3;

    /** As many digits as a card's number has at least, with no more than one space or hyphen between two of them. */
    static final int DIGITS = 1 << 4;

    /** An equals sign, or a colon behind a quote: what may stand between a name and its value. */
    static final int ASSIGNMENT = 1 << 5;

    /** The least digits of {@link #DIGITS}. */
    static final int MIN_DIGITS = 13;

    /** What a character may mean, for those of ASCII; the others mean nothing. */
    private static final byte[] KINDS = kinds();

    private static final int DIGIT = 1;
    private static final int SEPARATOR = 2;
    private static final int TELLING = 3;

    private TextTraits() {}

    /** A detector that need not be asked about a text without a certain trait. */
    interface Needing extends ValueDetector {
        /** The trait without which it finds nothing. */
        int needs();
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[128];
        for (char c = '0'; c <= '9'; c++) {
            kinds[c] = DIGIT;
        }
        kinds[' '] = SEPARATOR;
        kinds['-'] = SEPARATOR;
        for (char c : new char[] {'J', 'b', 'B', '/', '=', ':'}) {
            kinds[c] = TELLING;
        }
        return kinds;
    }

    /** The traits of a text, one bit each. */
    static int of(String text) {
        int traits = 0;
        int digits = 0;
        int before = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            int kind = c < KINDS.length ? KINDS[c] : 0;
            if (kind == DIGIT) {
                traits |= ++digits == MIN_DIGITS ? DIGITS : 0;
            } else if (kind == SEPARATOR) {
                digits = before == DIGIT ? digits : 0;
                traits |= c == '-' && at > 0 && text.charAt(at - 1) == '-' ? RULE : 0;
            } else {
                digits = 0;
                traits |= kind == TELLING ? telling(text, at, c) : 0;
            }
            before = kind;
        }
        return traits;
    }

    /** The trait that a character shows by those beside it. */
    private static int telling(String text, int at, char c) {
        return switch (c) {
            case 'J' -> text.startsWith("ey", at - 2) ? JSON_HEADER : 0;
            case '/' -> text.startsWith(":/", at - 2) ? AUTHORITY : 0;
            case '=' -> ASSIGNMENT;
            case ':' -> text.startsWith("\"", at - 1) ? ASSIGNMENT : 0;
            default -> isSchemes(text, at + 1) ? SCHEME : 0;
        };
    }

    private static boolean isSchemes(String text, int second) {
        char c = second < text.length() ? text.charAt(second) : ' ';
        return c == 'e' || c == 'E' || c == 'a' || c == 'A';
    }
}
