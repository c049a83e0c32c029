package dev.holdfast.examples.markenmate.contract;

import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.note.NoteSigner;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Signature;

/** Signs as a key server does: the key is made within and never handed out; each call is a signature. Thread-safe. */
final class KeyServer implements NoteSigner {
    private final NoteKey key;
    private final PrivateKey kept;

    private KeyServer(NoteKey key, PrivateKey kept) {
        this.key = key;
        this.kept = kept;
    }

    static KeyServer generate(String logName) throws NoSuchAlgorithmException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        return new KeyServer(NoteKey.of(logName, pair.getPublic()), pair.getPrivate());
    }

    @Override
    public NoteKey key() {
        return key;
    }

    @Override
    public byte[] sign(byte[] message) {
        try {
            // A Signature holds what it was fed, so each call has its own.
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(kept);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("key server must answer for " + key.name(), e);
        }
    }

    @Override
    public String toString() {
        return "KeyServer[" + key + "]";
    }
}
