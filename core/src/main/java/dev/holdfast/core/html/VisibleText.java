package dev.holdfast.core.html;

/** Text without what a reader's eye or terminal would obey rather than show. */
public final class VisibleText {
    private static final int REPLACEMENT = 0xFFFD;

    private VisibleText() {}

    /**
     * The text with control characters, marks of writing direction and lone surrogates replaced by U+FFFD; line ends and
     * tabs stay.
     *
     * @param text any text
     * @return the text to show
     */
    public static String of(String text) {
        int plain = 0;
        while (plain < text.length() && text.charAt(plain) >= ' ' && text.charAt(plain) < 0x7F) {
            plain++;
        }
        if (plain == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length()).append(text, 0, plain);
        text.substring(plain).codePoints().forEach(c -> out.appendCodePoint(isHarmless(c) ? c : REPLACEMENT));
        return out.toString();
    }

    private static boolean isHarmless(int c) {
        if (c == '\n' || c == '\t') {
            return true;
        }
        boolean control = Character.isISOControl(c) || c == 0x2028 || c == 0x2029;
        boolean turns = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F;
        boolean none = (c >= 0xD800 && c <= 0xDFFF) || (c & 0xFFFE) == 0xFFFE;
        return !control && !turns && !none;
    }
}
