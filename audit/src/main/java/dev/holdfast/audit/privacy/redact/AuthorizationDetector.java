package dev.holdfast.audit.privacy.redact;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Credentials behind the name of their scheme; the name stays, and tells what was there. */
final class AuthorizationDetector implements TextTraits.Needing {
    private static final String BEARER = "bearer";
    private static final String BASIC = "basic";
    private static final int MIN = 8;
    private static final int SURELY = 24;

    @Override
    public String kind() {
        return "auth";
    }

    @Override
    public int needs() {
        return TextTraits.SCHEME;
    }

    @Override
    public List<Span> find(String text) {
        List<Span> found = new ArrayList<>();
        for (int at = 0; at + MIN < text.length(); at++) {
            char c = text.charAt(at);
            if ((c == 'b' || c == 'B') && (at == 0 || !Scan.isWord(text.charAt(at - 1)))) {
                Span span = credentials(text, at);
                if (span != null) {
                    found.add(span);
                    at = span.until() - 1;
                }
            }
        }
        return found;
    }

    private static @Nullable Span credentials(String text, int at) {
        boolean bearer = text.regionMatches(true, at, BEARER, 0, BEARER.length());
        if (!bearer && !text.regionMatches(true, at, BASIC, 0, BASIC.length())) {
            return null;
        }
        int behind = at + (bearer ? BEARER : BASIC).length();
        int from = Scan.past(text, behind, c -> c == ' ' || c == '\t' || c == ':' || c == '=');
        int until = Scan.past(text, from, Scan::isToken68);
        if (from == behind || until - from < MIN) {
            return null;
        }
        String value = text.substring(from, until);
        return (bearer ? isToken(value) : isUserAndPassword(value)) ? new Span(from, until) : null;
    }

    /** "bearer authentication" is no token: one has a digit, or is longer than words are. */
    private static boolean isToken(String value) {
        return value.length() >= SURELY || value.chars().anyMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isUserAndPassword(String value) {
        try {
            for (byte each : Base64.getDecoder().decode(value)) {
                if (each == ':') {
                    return true;
                }
            }
            return false;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }
}
