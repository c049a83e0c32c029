package dev.holdfast.examples.markenmate.app;

import dev.holdfast.audit.privacy.redact.ValueDetector;
import java.util.ArrayList;
import java.util.List;

/** Finds the numbers of members' cards: {@code MM-} and eight digits. Reads a text once; thread-safe. */
public final class LibraryCards implements ValueDetector {
    private static final String BEGINS = "MM-";
    private static final int DIGITS = 8;

    @Override
    public String kind() {
        return "membercard";
    }

    @Override
    public List<Span> find(String text) {
        List<Span> found = new ArrayList<>();
        int from = text.indexOf(BEGINS);
        while (from >= 0) {
            int until = endOfDigits(text, from + BEGINS.length());
            if (until - from == BEGINS.length() + DIGITS) {
                found.add(new Span(from, until));
            }
            from = text.indexOf(BEGINS, until);
        }
        return found;
    }

    private static int endOfDigits(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }
}
