package dev.holdfast.auth.totp.code;

import java.io.ByteArrayOutputStream;

/**
 * Base32 as authenticator apps write it: the alphabet of RFC 4648 §6, without padding.
 *
 * <p>What people copy from a screen is read as well: lower case, spaces, correct padding. Anything that another encoder
 * could not have written (a stray length, bits left over) is refused, so that a text has one meaning.
 */
final class Base32 {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS = 5;
    private static final int GROUP = 8;

    private Base32() {}

    static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder((bytes.length * GROUP + 4) / BITS);
        int buffer = 0;
        int held = 0;
        for (byte next : bytes) {
            buffer = (buffer << Byte.SIZE) | (next & 0xFF);
            held += Byte.SIZE;
            while (held >= BITS) {
                held -= BITS;
                text.append(ALPHABET.charAt((buffer >>> held) & 0x1F));
            }
        }
        if (held > 0) {
            text.append(ALPHABET.charAt((buffer << (BITS - held)) & 0x1F));
        }
        return text.toString();
    }

    /** Messages never hold the text: it is a secret. */
    static byte[] decode(String text) {
        String symbols = symbolsOf(text);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int buffer = 0;
        int held = 0;
        for (int i = 0; i < symbols.length(); i++) {
            buffer = (buffer << BITS) | valueOf(symbols.charAt(i));
            held += BITS;
            if (held >= Byte.SIZE) {
                held -= Byte.SIZE;
                bytes.write(buffer >>> held);
            }
            buffer &= (1 << held) - 1;
        }
        // Up to four bits fill the last symbol, and they are zero; five or more would be a symbol too many.
        if (held >= BITS || buffer != 0) {
            throw new IllegalArgumentException("base32 text must be complete, got one that ends within a byte");
        }
        return bytes.toByteArray();
    }

    private static String symbolsOf(String text) {
        String compact = text.replace(" ", "");
        int end = compact.length();
        while (end > 0 && compact.charAt(end - 1) == '=') {
            end--;
        }
        if (end < compact.length() && (compact.length() % GROUP != 0 || compact.length() - end >= GROUP)) {
            throw new IllegalArgumentException("base32 padding must fill the last group of 8 characters");
        }
        return compact.substring(0, end);
    }

    private static int valueOf(char symbol) {
        // Not Character.toUpperCase: that would read the dotless i and other letters as ASCII ones.
        char upper = symbol >= 'a' && symbol <= 'z' ? (char) (symbol - 'a' + 'A') : symbol;
        int value = ALPHABET.indexOf(upper);
        if (value < 0) {
            throw new IllegalArgumentException("base32 text must hold only A to Z and 2 to 7");
        }
        return value;
    }
}
