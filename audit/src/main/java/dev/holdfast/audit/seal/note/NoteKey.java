package dev.holdfast.audit.seal.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The public key of a log, with the name it signs under: what a verifier must have got by a way he trusts.
 *
 * <p>Its text is the verifier key of C2SP signed-note: {@code name+id+base64}. Immutable and thread-safe.
 */
public final class NoteKey {
    /** How many bytes an Ed25519 public key has (RFC 8032 §5.1.5). */
    public static final int BYTES = 32;

    static final int SIGNATURE_BYTES = 64;
    static final byte ED25519 = 0x01;
    static final byte COSIGNATURE = 0x04;

    /** What DER puts before the 32 bytes of an Ed25519 key (RFC 8410 §4). */
    private static final byte[] DER = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final Pattern VERIFIER_KEY = Pattern.compile("([^+]+)\\+([0-9a-f]{8})\\+([A-Za-z0-9+/=]+)");
    private static final Pattern NAME = Pattern.compile("[^\\s\\p{Z}\\p{Cntrl}+]{1,200}");

    private final String name;
    private final byte[] raw;
    private final PublicKey key;

    private NoteKey(String name, byte[] raw, PublicKey key) {
        this.name = name;
        this.raw = raw;
        this.key = key;
    }

    /**
     * A key from its bytes.
     *
     * @param name the log's name, best an address without scheme such as {@code example.com/audit}: 1 to 200
     *     characters, none of them a space, a control character or a plus; not ending like a log's later epoch ({@code
     *     /epoch/2})
     * @param publicKey {@value #BYTES} bytes (RFC 8032 §5.1.5)
     * @return the key
     * @throws IllegalArgumentException when the name is malformed or the bytes are no key
     */
    public static NoteKey of(String name, byte[] publicKey) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name must have 1 to 200 characters and no space, control character or plus");
        }
        if (Checkpoint.isLaterEpoch(name)) {
            throw new IllegalArgumentException("name must not end in /epoch/ and a number, got " + name);
        }
        if (publicKey.length != BYTES) {
            throw new IllegalArgumentException("publicKey must have " + BYTES + " bytes, got " + publicKey.length);
        }
        byte[] der = Arrays.copyOf(DER, DER.length + BYTES);
        System.arraycopy(publicKey, 0, der, DER.length, BYTES);
        try {
            PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
            return new NoteKey(name, publicKey.clone(), key);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("publicKey must be a point of Ed25519", e);
        }
    }

    /**
     * A key from the JCA.
     *
     * @param name as in {@link #of(String, byte[])}
     * @param key an Ed25519 key with its encoding
     * @return the key
     * @throws IllegalArgumentException when the name is malformed or the key of another kind
     */
    public static NoteKey of(String name, PublicKey key) {
        byte[] der = key.getEncoded();
        if (der == null || der.length != DER.length + BYTES || !Arrays.equals(DER, Arrays.copyOf(der, DER.length))) {
            throw new IllegalArgumentException("key must be of Ed25519, got " + key.getAlgorithm());
        }
        return of(name, Arrays.copyOfRange(der, DER.length, der.length));
    }

    /**
     * Reads what {@link #toString} gives.
     *
     * @param text the verifier key
     * @return the key, or empty when the text is malformed, of another kind of key, or its id does not fit
     */
    public static Optional<NoteKey> parse(String text) {
        Matcher matcher = VERIFIER_KEY.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            byte[] typed = Base64.getDecoder().decode(matcher.group(3));
            if (typed.length != 1 + BYTES || typed[0] != ED25519) {
                return Optional.empty();
            }
            NoteKey key = of(matcher.group(1), Arrays.copyOfRange(typed, 1, typed.length));
            return key.toString().equals(text) ? Optional.of(key) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /**
     * The name it signs under.
     *
     * @return the log's name
     */
    public String name() {
        return name;
    }

    /**
     * The key itself.
     *
     * @return {@value #BYTES} bytes, copied
     */
    public byte[] publicKey() {
        return raw.clone();
    }

    /**
     * Whether the key made a signature.
     *
     * @param message what was signed
     * @param signature 64 bytes (RFC 8032 §5.1.6)
     * @return false as well when the signature is malformed
     */
    public boolean verifies(byte[] message, byte[] signature) {
        // The platform's own verification passes over bytes behind the sixty-fourth.
        if (signature.length != SIGNATURE_BYTES) {
            return false;
        }
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(key);
            ed25519.update(message);
            return ed25519.verify(signature);
        } catch (SignatureException malformed) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 must be there since Java 15", e);
        }
    }

    /** The first four bytes of SHA-256 over name, newline, kind of signature and key. */
    int id(byte kind) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update((name + "\n").getBytes(StandardCharsets.UTF_8));
            sha256.update(kind);
            return ByteBuffer.wrap(sha256.digest(raw)).getInt();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256, this one does not", e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NoteKey that && name.equals(that.name) && MessageDigest.isEqual(raw, that.raw);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(raw);
    }

    /**
     * The verifier key, for people and files.
     *
     * @return {@code name+id+base64}
     */
    @Override
    public String toString() {
        byte[] typed = new byte[1 + BYTES];
        typed[0] = ED25519;
        System.arraycopy(raw, 0, typed, 1, BYTES);
        return name + "+" + HexFormat.of().toHexDigits(id(ED25519)) + "+"
                + Base64.getEncoder().encodeToString(typed);
    }
}
