package dev.holdfast.auth.throttle.policy;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** The ready forms of names. */
final class Spelling {
    // Formatting and control characters: zero-width, soft hyphen, marks of direction, NUL.
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\p{Cc}]");

    private Spelling() {}

    static String folded(String typed) {
        // By way of upper case, which brings ß to SS, ſ to S and both small sigmas to one letter; and lower case before
        // that, because ẞ is upper case already.
        String lower = plain(typed).toLowerCase(Locale.ROOT);
        return plain(lower.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
    }

    static String plain(String typed) {
        String composed = Normalizer.normalize(typed, Normalizer.Form.NFKC);
        return INVISIBLE.matcher(composed).replaceAll("").strip();
    }
}
