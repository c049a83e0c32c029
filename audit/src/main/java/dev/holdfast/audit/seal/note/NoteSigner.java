package dev.holdfast.audit.seal.note;

import java.security.PrivateKey;

/**
 * Signs for a log with its private key: the port for a key that stays in a KMS or HSM.
 *
 * <p><em>Contract.</em> {@link #sign} gives the Ed25519 signature (RFC 8032 §5.1.6, not Ed25519ph) that {@link #key}
 * verifies. It is called within the sealer's transaction, so it should answer within seconds or throw; what it throws
 * rolls the batch back, and the next one seals the same events. Implementations are thread-safe. {@code
 * NoteSignerContract} in the tests jar checks it.
 *
 * <p><em>Security note.</em> Whoever has the private key can write another history of the log. Its place is not the
 * database, and not a machine that the database's administrators administer.
 */
public interface NoteSigner {
    /**
     * The public key of what signs.
     *
     * @return the same key at each call
     */
    NoteKey key();

    /**
     * Signs a message.
     *
     * @param message any bytes
     * @return 64 bytes
     */
    byte[] sign(byte[] message);

    /**
     * A signer that uses a private key of the JCA, in memory or in whatever a provider stands for.
     *
     * @param key the log's name and public key
     * @param privateKey the private key to it
     * @return the signer
     * @throws IllegalArgumentException when the two are not a pair
     */
    static NoteSigner of(NoteKey key, PrivateKey privateKey) {
        JcaSigner signer = new JcaSigner(key, privateKey);
        byte[] probe = {0};
        if (!key.verifies(probe, signer.sign(probe))) {
            throw new IllegalArgumentException("privateKey must be the one to the public key of " + key.name());
        }
        return signer;
    }
}
