package dev.holdfast.auth.recovery;

import dev.holdfast.core.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * A recovery code: 120 random bits as 24 symbols of Crockford's base 32, in six groups of four.
 *
 * <p>The alphabet leaves out I, L, O and U. Whoever types a code may use either letter case, any spaces and hyphens, and
 * I or L for 1, O for 0. Prints as nothing and compares in constant time.
 *
 * @param value the 24 symbols in ASCII
 */
public record RecoveryCode(Secret value) {
    /** How many symbols of 5 bits a code has. */
    public static final int SYMBOLS = 24;

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int GROUP = 4;
    // Twice the written form: room for anybody's spaces, none for a body of megabytes.
    private static final int MAX_TEXT = 64;

    /**
     * Checks the symbols.
     *
     * @throws IllegalArgumentException when they are not 24 of the alphabet; the message does not quote them
     */
    public RecoveryCode {
        String symbols = value.exposeText();
        if (symbols.length() != SYMBOLS || !symbols.chars().allMatch(symbol -> ALPHABET.indexOf(symbol) >= 0)) {
            throw new IllegalArgumentException(
                    "recovery code must have " + SYMBOLS + " symbols of Crockford's base 32: parse the text instead");
        }
    }

    /**
     * A new random code.
     *
     * @param random the source
     * @return the code
     */
    public static RecoveryCode random(SecureRandom random) {
        byte[] symbols = new byte[SYMBOLS];
        random.nextBytes(symbols);
        for (int i = 0; i < SYMBOLS; i++) {
            // The alphabet's length divides 256, so every symbol is as likely as any other.
            symbols[i] = (byte) ALPHABET.charAt(symbols[i] & 0x1F);
        }
        return new RecoveryCode(Secret.of(symbols));
    }

    /**
     * Reads what somebody typed.
     *
     * @param text the text
     * @return the code, or empty when no code can be written so
     */
    public static Optional<RecoveryCode> parse(String text) {
        if (text.length() > MAX_TEXT) {
            return Optional.empty();
        }
        StringBuilder symbols = new StringBuilder(SYMBOLS);
        for (int i = 0; i < text.length(); i++) {
            char typed = text.charAt(i);
            if (!isSeparator(typed)) {
                symbols.append(symbolOf(typed));
            }
        }
        String read = symbols.toString();
        return read.length() == SYMBOLS && read.chars().allMatch(symbol -> ALPHABET.indexOf(symbol) >= 0)
                ? Optional.of(new RecoveryCode(Secret.of(read.getBytes(StandardCharsets.US_ASCII))))
                : Optional.empty();
    }

    /**
     * The code as it is shown: for the user's screen, once.
     *
     * @return six groups of four joined by hyphens
     */
    public String exposeText() {
        String symbols = value.exposeText();
        StringBuilder text = new StringBuilder(SYMBOLS + SYMBOLS / GROUP);
        for (int from = 0; from < SYMBOLS; from += GROUP) {
            text.append(from == 0 ? "" : "-").append(symbols, from, from + GROUP);
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return "RecoveryCode[redacted]";
    }

    /** What word processors and copied pages make of spaces and hyphens as well; none of it carries any of the code. */
    private static boolean isSeparator(char typed) {
        return Character.isSpaceChar(typed)
                || Character.isWhitespace(typed)
                || Character.getType(typed) == Character.DASH_PUNCTUATION;
    }

    private static char symbolOf(char typed) {
        // Not Character.toUpperCase: that would read the dotless i and other letters as ASCII ones.
        char upper = typed >= 'a' && typed <= 'z' ? (char) (typed - 'a' + 'A') : typed;
        return switch (upper) {
            case 'I', 'L' -> '1';
            case 'O' -> '0';
            default -> upper;
        };
    }
}
