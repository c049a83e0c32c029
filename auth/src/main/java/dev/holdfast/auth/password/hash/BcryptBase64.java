package dev.holdfast.auth.password.hash;

import java.util.Base64;

/** bcrypt's own base64: the bits of RFC 4648 under another alphabet, without padding. */
final class BcryptBase64 {
    private static final String OURS = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final String STANDARD = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private BcryptBase64() {}

    static String encode(byte[] bytes) {
        return translate(Base64.getEncoder().withoutPadding().encodeToString(bytes), STANDARD, OURS);
    }

    static byte[] decode(String text) {
        return Base64.getDecoder().decode(translate(text, OURS, STANDARD));
    }

    private static String translate(String text, String from, String to) {
        StringBuilder out = new StringBuilder(text.length());
        text.chars().forEach(character -> out.append(to.charAt(from.indexOf(character))));
        return out.toString();
    }
}
