package dev.holdfast.auth.totp.code;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoding of RFC 3986 §2: a form encoder would write a space as a plus, which apps then show. */
final class PercentCode {
    private static final String UNRESERVED_MARKS = "-._~";
    private static final String HEX = "0123456789ABCDEF";

    private PercentCode() {}

    static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved(next)) {
                encoded.append((char) next);
            } else {
                encoded.append('%').append(HEX.charAt((next >> 4) & 0xF)).append(HEX.charAt(next & 0xF));
            }
        }
        return encoded.toString();
    }

    /** Strict: a malformed escape and malformed UTF-8 are refused, never replaced. */
    static String decode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next > 0x7E || next < 0x20) {
                throw malformed();
            } else if (next == '%') {
                bytes.write(digit(text, i + 1) << 4 | digit(text, i + 2));
                i += 2;
            } else {
                bytes.write(next);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("key URI must be percent-encoded UTF-8", e);
        }
    }

    private static int digit(String text, int index) {
        char symbol = index < text.length() ? text.charAt(index) : ' ';
        // Not Character.digit: that reads the digits of every script.
        int value = HEX.indexOf(symbol >= 'a' && symbol <= 'f' ? (char) (symbol - 'a' + 'A') : symbol);
        if (value < 0) {
            throw malformed();
        }
        return value;
    }

    private static boolean isUnreserved(byte next) {
        return (next >= 'A' && next <= 'Z')
                || (next >= 'a' && next <= 'z')
                || (next >= '0' && next <= '9')
                || UNRESERVED_MARKS.indexOf(next) >= 0;
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("key URI must be ASCII with two hexadecimal digits after each '%'");
    }
}
