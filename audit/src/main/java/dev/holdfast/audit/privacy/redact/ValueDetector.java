package dev.holdfast.audit.privacy.redact;

import java.util.List;

/**
 * Finds secrets in a text by their shape, under whatever name the text stands: a port that a host may implement.
 *
 * <p>Called with every text of every event, on the thread that records: it must be fast on texts without a find, take time
 * linear in the text, and keep no state. The text has at most 2,000 characters. Thread-safe. An exception never costs
 * the event: the whole text is then redacted, and a warning logged without it.
 */
public interface ValueDetector {
    /**
     * What is found, as the mark {@code [redacted:kind]} names it.
     *
     * @return a lower-case word of at most 16 letters
     */
    String kind();

    /**
     * The places of the secrets in a text.
     *
     * @param text any text
     * @return in ascending order, without overlap; empty when there is none
     */
    List<Span> find(String text);

    /**
     * A stretch of a text.
     *
     * @param from its first index
     * @param until the index after it
     */
    record Span(int from, int until) {
        /**
         * Checks the order.
         *
         * @throws IllegalArgumentException when it is empty or begins before the text
         */
        public Span {
            if (from < 0 || until <= from) {
                throw new IllegalArgumentException("span must hold something, got " + from + " to " + until);
            }
        }
    }

    /**
     * Finds JSON Web Tokens, signed, unsigned or encrypted (RFC 7519).
     *
     * @return the detector {@code jwt}
     */
    static ValueDetector jwt() {
        return new JwtDetector();
    }

    /**
     * Finds PEM blocks (RFC 7468) that hold anything but certificates, requests, revocation lists and public keys; a
     * block without an end goes to the end of the text.
     *
     * @return the detector {@code pem}
     */
    static ValueDetector pem() {
        return new PemDetector();
    }

    /**
     * Finds payment card numbers: 13 to 19 digits, single spaces or hyphens between, in a range that issuers use, with
     * the right check digit (ISO/IEC 7812-1).
     *
     * @return the detector {@code card}
     */
    static ValueDetector card() {
        return new CardDetector();
    }

    /**
     * Finds credentials behind the words {@code Bearer} (RFC 6750) and {@code Basic} (RFC 7617).
     *
     * @return the detector {@code auth}
     */
    static ValueDetector authorization() {
        return new AuthorizationDetector();
    }

    /**
     * Finds user and password, or a token in their place, in URLs and connection strings (RFC 3986 §3.2.1).
     *
     * @return the detector {@code url}
     */
    static ValueDetector urlCredentials() {
        return new UrlDetector();
    }
}
