package dev.holdfast.examples.markenmate.app;

import dev.holdfast.audit.privacy.pseudonym.Pseudonyms;
import dev.holdfast.audit.privacy.subject.Subjects;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.note.NoteSigner;
import dev.holdfast.auth.stepup.StepUpTokens;
import dev.holdfast.auth.totp.TotpSetup;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.Secret;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/**
 * A ring for each purpose. A real host takes them from its secret store; here they live as long as the program.
 *
 * @param stepUp hashes step-up tokens
 * @param totp seals TOTP secrets
 * @param members wraps the keys of members
 * @param pseudonyms hashes ids that name a person by themselves
 */
record Keys(KeyRing stepUp, KeyRing totp, KeyRing members, KeyRing pseudonyms) {
    static Keys generate() {
        SecureRandom random = new SecureRandom();
        return new Keys(
                KeyRing.of(StepUpTokens.PURPOSE, "k1", Secret.random(random, 32)),
                KeyRing.of(TotpSetup.KEY_PURPOSE, "k1", Secret.random(random, 32)),
                KeyRing.of(Subjects.KEY_PURPOSE, "k1", Secret.random(random, 32)),
                KeyRing.of(Pseudonyms.PURPOSE, "k1", Secret.random(random, 32)));
    }

    /** The key the log is sealed with: a real host keeps it where the database's administrators cannot reach it. */
    static NoteSigner generateSigner(String logName) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return NoteSigner.of(NoteKey.of(logName, pair.getPublic()), pair.getPrivate());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Ed25519 must be there since Java 15", e);
        }
    }
}
