package dev.holdfast.core.secret;

import java.math.BigInteger;
import java.util.Optional;

/** Fixed-width base 62: digits, upper case, lower case; nothing that a shell, a URL or a double click breaks. */
final class Base62 {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(62);

    private Base62() {}

    /** The bytes as an unsigned number, left-padded to the width. */
    static String encode(byte[] bytes, int width) {
        char[] out = new char[width];
        BigInteger rest = new BigInteger(1, bytes);
        for (int i = width - 1; i >= 0; i--) {
            BigInteger[] parts = rest.divideAndRemainder(BASE);
            out[i] = ALPHABET.charAt(parts[1].intValue());
            rest = parts[0];
        }
        if (rest.signum() != 0) {
            throw new IllegalArgumentException("width " + width + " is too small for " + bytes.length + " bytes");
        }
        return new String(out);
    }

    /** The number as exactly so many bytes, or empty when a character is foreign or the number too large. */
    static Optional<byte[]> decode(String text, int length) {
        BigInteger value = BigInteger.ZERO;
        for (int i = 0; i < text.length(); i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            if (digit < 0) {
                return Optional.empty();
            }
            value = value.multiply(BASE).add(BigInteger.valueOf(digit));
        }
        if (value.bitLength() > length * 8) {
            return Optional.empty();
        }
        byte[] signed = value.toByteArray();
        byte[] out = new byte[length];
        int from = Math.max(0, signed.length - length);
        System.arraycopy(signed, from, out, length - (signed.length - from), signed.length - from);
        return Optional.of(out);
    }
}
