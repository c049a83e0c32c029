package dev.holdfast.audit.privacy.redact;

import java.util.ArrayList;
import java.util.List;

/** Numbers that a payment card can have: by issuer's range and length, and by the check digit. */
final class CardDetector implements TextTraits.Needing {
    private static final int MIN = TextTraits.MIN_DIGITS;
    private static final int MAX = 19;

    @Override
    public String kind() {
        return "card";
    }

    @Override
    public int needs() {
        return TextTraits.DIGITS;
    }

    @Override
    public List<Span> find(String text) {
        List<Span> found = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            if (!Scan.isDigit(text.charAt(at))) {
                at++;
                continue;
            }
            int end = runEnd(text, at);
            // Shorter ones cannot hold a card; within words and ids (a UUID's groups) digits are no number of a card.
            if (end - at >= MIN && isFree(text, at, end)) {
                addCards(text, at, end, found);
            }
            at = end;
        }
        return found;
    }

    /** Behind the last of the digits, with at most one space or hyphen between two of them. */
    private static int runEnd(String text, int from) {
        int end = from;
        for (int at = from; at < text.length(); at++) {
            if (Scan.isDigit(text.charAt(at))) {
                end = at + 1;
            } else if (!isSeparator(text.charAt(at)) || at > end) {
                break;
            }
        }
        return end;
    }

    /** A card may have other numbers around it: each group of digits may be its first. */
    private static void addCards(String text, int from, int until, List<Span> found) {
        int at = from;
        while (at < until) {
            int end = cardEnd(text, at, until);
            if (end > 0) {
                found.add(new Span(at, end));
                at = end;
            } else {
                at = Scan.past(text, at, Scan::isDigit);
            }
            at = Scan.past(text, at, CardDetector::isSeparator);
        }
    }

    /** Where the longest card that begins here ends, at the end of a group; -1 when none does. */
    private static int cardEnd(String text, int from, int until) {
        StringBuilder digits = new StringBuilder(MAX);
        int end = -1;
        for (int at = from; at < until && digits.length() < MAX; at++) {
            char c = text.charAt(at);
            if (Scan.isDigit(c)) {
                digits.append(c);
                boolean groupEnds = at + 1 == until || !Scan.isDigit(text.charAt(at + 1));
                if (groupEnds && isCard(digits)) {
                    end = at + 1;
                }
            }
        }
        return end;
    }

    private static boolean isFree(String text, int from, int until) {
        return (from == 0 || !isPartOfName(text.charAt(from - 1)))
                && (until == text.length() || !isPartOfName(text.charAt(until)));
    }

    private static boolean isPartOfName(char c) {
        return Scan.isBase64Url(c);
    }

    private static boolean isSeparator(char c) {
        return c == ' ' || c == '-';
    }

    private static boolean isCard(CharSequence digits) {
        return digits.length() >= MIN && isIssued(digits) && checks(digits);
    }

    /** The ranges of the networks; a time in microseconds since 1970 begins with 1, and so is none. */
    private static boolean isIssued(CharSequence digits) {
        int four = Integer.parseInt(digits.subSequence(0, 4).toString());
        int two = four / 100;
        return switch (digits.length()) {
            case 13 -> two / 10 == 4 || within(two, 56, 69);
            case 14 -> within(four, 3000, 3059) || two == 36 || two == 38 || two == 39;
            case 15 -> two == 34 || two == 37;
            case 16 -> within(two, 40, 69) || within(four, 2221, 2720) || within(four, 3528, 3589);
            default -> two / 10 == 4 || two == 50 || within(two, 56, 69) || within(four, 3528, 3589);
        };
    }

    private static boolean within(int number, int least, int greatest) {
        return number >= least && number <= greatest;
    }

    /** ISO/IEC 7812-1, annex B: Luhn's formula. */
    private static boolean checks(CharSequence digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = digit * 2;
            sum += i % 2 == 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }
}
