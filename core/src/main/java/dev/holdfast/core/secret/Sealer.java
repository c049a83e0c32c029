package dev.holdfast.core.secret;

import dev.holdfast.core.HoldfastException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals a secret with AES-256-GCM, bound to the row it is stored in.
 *
 * <p>A sealed value moved to another row, tenant or user does not open: the row's identity is additional authenticated
 * data. The nonce is 96 random bits; seal fewer than 2^32 values under one key. Thread-safe. Source: NIST SP 800-38D.
 */
public final class Sealer {
    private static final byte FORMAT = 1;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final String MAC = "HmacSHA256";

    private final String purpose;
    private final Supplier<KeyRing> ring;
    private final SecureRandom random;

    private Sealer(String purpose, Supplier<KeyRing> ring, SecureRandom random) {
        this.purpose = purpose;
        this.ring = ring;
        this.random = random;
    }

    /**
     * A sealer for one purpose.
     *
     * @param purpose the ring's purpose
     * @param ring asked at each use
     * @param random where nonces come from
     * @return the sealer
     * @throws IllegalArgumentException when the ring is for another purpose
     */
    public static Sealer of(String purpose, Supplier<KeyRing> ring, SecureRandom random) {
        KeyRing checked = ring.get().require(purpose);
        return new Sealer(checked.purpose(), ring, random);
    }

    /**
     * Seals under the active key.
     *
     * @param plain what to seal
     * @param binding the row it belongs to
     * @return the sealed value and the key's id
     */
    public Sealed seal(Secret plain, Binding binding) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        return seal(ring().active(), nonce, plain, binding);
    }

    /**
     * Seals under the active key so that the same value for the same row gives the same bytes: for what may be written
     * twice and must then be recognised.
     *
     * <p>The nonce is 96 bits of an HMAC over row and value, under a key derived from the ring's: it repeats only with
     * both of them, or as rarely as a random one. Source: the synthetic initialisation vector of RFC 5297.
     *
     * <p><em>Security note.</em> Who sees two sealed values of one row can tell whether they are equal.
     *
     * @param plain what to seal
     * @param binding the row it belongs to
     * @return the sealed value and the key's id
     */
    public Sealed sealRepeatably(Secret plain, Binding binding) {
        Key key = ring().active();
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key.material().exposeBytes(), MAC));
            byte[] derived = mac.doFinal((purpose + " synthetic nonce").getBytes(StandardCharsets.UTF_8));
            mac.init(new SecretKeySpec(derived, MAC));
            byte[] bound = binding.bytes();
            mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bound.length).array());
            mac.update(bound);
            byte[] nonce = Arrays.copyOf(mac.doFinal(plain.exposeBytes()), NONCE);
            return seal(key, nonce, plain, binding);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM must offer " + MAC, e);
        }
    }

    private Sealed seal(Key key, byte[] nonce, Secret plain, Binding binding) {
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, binding);
            byte[] sealed = cipher.doFinal(plain.exposeBytes());
            ByteBuffer bytes = ByteBuffer.allocate(1 + NONCE + sealed.length);
            return new Sealed(key.id(), bytes.put(FORMAT).put(nonce).put(sealed).array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM must offer AES/GCM/NoPadding", e);
        }
    }

    /**
     * Opens a sealed value.
     *
     * @param sealed as stored
     * @param binding the row it was read from
     * @return the secret
     * @throws UnsealException when the key is not accepted, or the value was altered or belongs to another row
     */
    public Secret open(Sealed sealed, Binding binding) {
        Key key = ring().accepted(sealed.keyId())
                .orElseThrow(() -> new UnsealException(
                        purpose, sealed.keyId(), "does not open: the key is unknown, retired or compromised"));
        byte[] bytes = sealed.bytes();
        // Shorter ones the JDK meets with a ProviderException instead of a bad tag.
        if (bytes.length <= 1 + NONCE + TAG_BITS / Byte.SIZE || bytes[0] != FORMAT) {
            throw new UnsealException(purpose, sealed.keyId(), "has an unknown format");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
        byte[] nonce = new byte[NONCE];
        buffer.get(nonce);
        byte[] body = new byte[buffer.remaining()];
        buffer.get(body);
        try {
            return Secret.of(cipher(Cipher.DECRYPT_MODE, key, nonce, binding).doFinal(body));
        } catch (AEADBadTagException e) {
            throw new UnsealException(purpose, sealed.keyId(), "was altered, or belongs to another row");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM must offer AES/GCM/NoPadding", e);
        }
    }

    /**
     * Seals again under the active key when the value is under an older one.
     *
     * @param sealed as stored
     * @param binding the row it was read from
     * @return the new value to store, or empty when it is under the active key already
     * @throws UnsealException as {@link #open}
     */
    public Optional<Sealed> reseal(Sealed sealed, Binding binding) {
        return sealed.keyId().equals(ring().active().id())
                ? Optional.empty()
                : Optional.of(seal(open(sealed, binding), binding));
    }

    private KeyRing ring() {
        return ring.get().require(purpose);
    }

    private Cipher cipher(int mode, Key key, byte[] nonce, Binding binding) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode, new SecretKeySpec(key.material().exposeBytes(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
        cipher.updateAAD(binding.bytes());
        return cipher;
    }

    /** A sealed value did not open. Carries no value, only why. */
    public static final class UnsealException extends HoldfastException {
        private static final long serialVersionUID = 1L;

        private final String keyId;

        private UnsealException(String purpose, String keyId, String why) {
            super("sealed value for " + purpose + " under key " + keyId + " " + why, null);
            this.keyId = keyId;
        }

        /**
         * The id of the key the value was sealed under.
         *
         * @return the id
         */
        public String keyId() {
            return keyId;
        }
    }
}
