package dev.holdfast.audit.seal.note;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;

/** Signs with a private key of the JCA; which provider does it, the key decides. */
record JcaSigner(NoteKey key, PrivateKey privateKey) implements NoteSigner {
    @Override
    public byte[] sign(byte[] message) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(privateKey);
            ed25519.update(message);
            return ed25519.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key of " + key.name() + " must be able to sign with Ed25519", e);
        }
    }

    @Override
    public String toString() {
        return "NoteSigner[" + key.name() + "]";
    }
}
