package dev.holdfast.audit.privacy.redact;

import java.util.ArrayList;
import java.util.List;

/** What stands between {@code ://} and {@code @}: user and password, or a token alone. A short user alone is kept. */
final class UrlDetector implements TextTraits.Needing {
    private static final String BEFORE = "://";
    private static final int LONGEST_USER = 20;

    @Override
    public String kind() {
        return "url";
    }

    @Override
    public int needs() {
        return TextTraits.AUTHORITY;
    }

    @Override
    public List<Span> find(String text) {
        int at = text.indexOf(BEFORE);
        if (at < 0) {
            return List.of();
        }
        List<Span> found = new ArrayList<>();
        while (at >= 0) {
            int from = at + BEFORE.length();
            int end = Scan.past(text, from, c -> !Scan.endsQuoted(c) && c != '/' && c != '?' && c != '#');
            // The last one: a password that was not escaped may hold the sign itself.
            int sign = text.lastIndexOf('@', end - 1);
            if (sign > from && isSecret(text, from, sign)) {
                found.add(new Span(from, sign));
            }
            at = text.indexOf(BEFORE, end);
        }
        return found;
    }

    private static boolean isSecret(String text, int from, int sign) {
        int colon = text.indexOf(':', from);
        return (colon >= 0 && colon < sign - 1) || sign - from > LONGEST_USER;
    }
}
