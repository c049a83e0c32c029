package dev.holdfast.examples.markenmate.contract;

import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.note.NoteSigner;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;

/** Signs in a vault that never gives the key out: here in memory, in a host by a call to its KMS. Thread-safe. */
final class VaultSigner implements NoteSigner {
    private final KeyPair vault;
    private final NoteKey key;

    private VaultSigner(KeyPair vault, NoteKey key) {
        this.vault = vault;
        this.key = key;
    }

    static VaultSigner open(String log) {
        try {
            KeyPair vault = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new VaultSigner(vault, NoteKey.of(log, vault.getPublic()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 must be there since Java 15", e);
        }
    }

    @Override
    public NoteKey key() {
        return key;
    }

    @Override
    public byte[] sign(byte[] message) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(vault.getPrivate());
            ed25519.update(message);
            return ed25519.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the vault could not sign for " + key.name(), e);
        }
    }
}
