package dev.holdfast.auth.password.hash;

import dev.holdfast.core.secret.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Optional;

/**
 * A password as it was entered, and in the form that is hashed: Unicode NFC (NIST SP 800-63B-4 §3.1.1.2, RFC 8265
 * §4.2.2), so that one keyboard's é is another's. Prints as nothing.
 */
public final class PasswordText {
    /** The longest text that is looked at, in bytes of UTF-8: nobody buys a long hash with a long text. */
    public static final int MAX_BYTES = 1024;

    private final Secret entered;
    private final Secret normalised;

    private PasswordText(Secret entered, Secret normalised) {
        this.entered = entered;
        this.normalised = normalised;
    }

    /**
     * Reads what was entered.
     *
     * @param password the bytes, as they came
     * @return the text; empty when longer than {@value #MAX_BYTES} bytes, or not UTF-8
     */
    public static Optional<PasswordText> of(Secret password) {
        if (password.length() > MAX_BYTES) {
            return Optional.empty();
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(password.exposeBytes()))
                    .toString();
            String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
            return Optional.of(new PasswordText(password, Secret.ofText(composed)));
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }

    /**
     * As it was entered: what hosts hashed before.
     *
     * @return the bytes
     */
    public Secret entered() {
        return entered;
    }

    /**
     * In NFC: what is hashed now.
     *
     * @return the bytes
     */
    public Secret normalised() {
        return normalised;
    }

    /**
     * How many characters the normalised text has, each Unicode code point counted as one (NIST SP 800-63B-4 §3.1.1.2).
     *
     * @return the number
     */
    public int codePoints() {
        String text = normalised.exposeText();
        return text.codePointCount(0, text.length());
    }

    /**
     * Whether normalising changed nothing.
     *
     * @return true when both forms are the same
     */
    public boolean isNormalised() {
        return Arrays.equals(entered.exposeBytes(), normalised.exposeBytes());
    }

    @Override
    public String toString() {
        return "PasswordText[redacted]";
    }
}
