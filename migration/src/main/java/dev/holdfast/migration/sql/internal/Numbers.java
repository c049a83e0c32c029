package dev.holdfast.migration.sql.internal;

/** Where a number ends, underscores and the forms 0x, 0o and 0b included. Source: PostgreSQL manual, §4.1.2.6. */
public final class Numbers {
    private Numbers() {}

    /**
     * The place after a number.
     *
     * @param text the script
     * @param start the place of its first digit, or of the dot before it
     * @return at least one more
     */
    public static int end(String text, int start) {
        int based = based(text, start);
        if (based > start) {
            return based;
        }
        int end = digits(text, start, Characters::isDigit);
        // "1..10" is a range of two whole numbers.
        if (at(text, end) == '.' && at(text, end + 1) != '.') {
            end = digits(text, end + 1, Characters::isDigit);
        }
        return exponent(text, end);
    }

    private static int based(String text, int start) {
        if (at(text, start) != '0') {
            return start;
        }
        int from = start + 2;
        int end = switch (at(text, start + 1)) {
            case 'x', 'X' -> digits(text, from, Characters::isHexDigit);
            case 'o', 'O' -> digits(text, from, c -> c >= '0' && c <= '7');
            case 'b', 'B' -> digits(text, from, c -> c == '0' || c == '1');
            default -> from;
        };
        return end > from ? end : start;
    }

    private static int exponent(String text, int from) {
        char e = at(text, from);
        if (e != 'e' && e != 'E') {
            return from;
        }
        char sign = at(text, from + 1);
        int first = sign == '+' || sign == '-' ? from + 2 : from + 1;
        return Characters.isDigit(at(text, first)) ? digits(text, first, Characters::isDigit) : from;
    }

    private interface Digit {
        boolean test(char c);
    }

    private static int digits(String text, int from, Digit digit) {
        int end = from;
        while (digit.test(at(text, end)) || (at(text, end) == '_' && digit.test(at(text, end + 1)))) {
            end++;
        }
        return end;
    }

    private static char at(String text, int place) {
        return place < text.length() ? text.charAt(place) : 0;
    }
}
