package dev.holdfast.auth.totp.code;

import dev.holdfast.core.Require;

/**
 * A key URI, {@code otpauth://totp/…}: what the QR code of an enrolment holds.
 *
 * <p>Prints without its secret; {@link #exposeText()} gives the URI itself. Source: the "Key Uri Format" of the Google
 * Authenticator wiki, with RFC 3986 §2.1 percent-encoding.
 *
 * @param issuer who the account is with, 1 to 64 characters, no colon
 * @param account the account's name as the app shows it, 1 to 128 characters, no colon
 * @param secret the shared secret
 * @param parameters algorithm, digits and period
 */
public record OtpAuthUri(String issuer, String account, TotpSecret secret, TotpParameters parameters) {
    /** The longest issuer, in UTF-16 units. */
    public static final int MAX_ISSUER = 64;

    /** The longest account name, in UTF-16 units. */
    public static final int MAX_ACCOUNT = 128;

    /**
     * Checks the names.
     *
     * @throws IllegalArgumentException when a name is blank, too long, holds a colon or a control character, or is not
     *     valid Unicode
     */
    public OtpAuthUri {
        requireName("issuer", issuer, MAX_ISSUER);
        requireName("account", account, MAX_ACCOUNT);
    }

    /**
     * Reads a URI that {@link #exposeText()} or another system wrote. Unknown parameters are ignored; algorithm, digits
     * and period have the format's defaults; the issuer may stand in the label, in the parameter, or equal in both.
     *
     * @param text the URI
     * @return its parts
     * @throws IllegalArgumentException when it is not such a URI; the message does not quote it
     */
    public static OtpAuthUri parse(String text) {
        return OtpAuthUriReader.read(text);
    }

    /**
     * The URI with the secret in it: for the user's screen, once.
     *
     * @return ASCII text
     */
    public String exposeText() {
        return "otpauth://totp/" + PercentCode.encode(issuer) + ':' + PercentCode.encode(account) + "?secret="
                + secret.exposeBase32() + "&issuer=" + PercentCode.encode(issuer) + "&algorithm="
                + parameters.algorithm().name() + "&digits=" + parameters.digits() + "&period="
                + parameters.period().toSeconds();
    }

    @Override
    public String toString() {
        return "OtpAuthUri[" + issuer + ":" + account + ", secret redacted, " + parameters + "]";
    }

    /**
     * Checks what an authenticator app will show as a name.
     *
     * @param name the parameter's name
     * @param value the text
     * @param maxLength the longest allowed, in UTF-16 units
     * @throws IllegalArgumentException when blank, too long, with a colon or control character, or not valid Unicode
     */
    public static void requireName(String name, String value, int maxLength) {
        Require.text(name, value, maxLength);
        // The label joins both names by a colon, so one within a name would move the border between them.
        if (value.indexOf(':') >= 0 || value.codePoints().anyMatch(OtpAuthUri::isUnprintable)) {
            throw new IllegalArgumentException(name + " must hold no colon, control character or lone surrogate");
        }
    }

    private static boolean isUnprintable(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
    }
}
