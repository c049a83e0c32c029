package dev.holdfast.migration.cli.output;

/** The mark before a line: one character where the terminal can show it, a word where it cannot. */
public enum Mark {
    /** Done, applied, equal. */
    GOOD("✓", "ok", 32),
    /** Waiting, or not looked at. */
    WAITING("·", "--", 33),
    /** Wrong. */
    BAD("✗", "!!", 31);

    private final String sign;
    private final String word;
    private final int colour;

    Mark(String sign, String word, int colour) {
        this.sign = sign;
        this.word = word;
        this.colour = colour;
    }

    String text(boolean unicode) {
        return unicode ? sign : word;
    }

    /** The colour's number in SGR (ECMA-48 §8.3.117). */
    int colour() {
        return colour;
    }
}
