package dev.holdfast.auth.password;

import dev.holdfast.auth.password.PasswordEnvelope.Content;
import dev.holdfast.auth.password.hash.HashScheme;
import dev.holdfast.auth.password.hash.HashingLane;
import dev.holdfast.auth.password.hash.PasswordHash;
import dev.holdfast.auth.password.hash.PasswordText;
import java.security.SecureRandom;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The hashes that one verification computes: one of the current scheme and one of each expected one, whoever the user is.
 * Where the user's own hash has the scheme it is compared with; elsewhere the hash is a decoy. That of the current
 * scheme serves a second purpose: for a user whose hash is of another scheme it is the new hash to store.
 */
final class VerificationWork {
    private final PasswordPolicy policy;
    private final SecureRandom random;

    VerificationWork(PasswordPolicy policy) {
        this.policy = policy;
        this.random = new SecureRandom();
    }

    /**
     * What came out.
     *
     * @param matched whether the password gives the user's hash
     * @param renewed what to store instead, when the hash is not as hashes are made now
     * @param unproven whether bcrypt left a part of the password unread
     */
    record Outcome(boolean matched, @Nullable Content renewed, boolean unproven) {}

    Outcome compute(HashingLane lane, @Nullable Content stored, PasswordText password) {
        byte[] normalised = password.normalised().exposeBytes();
        Set<HashScheme> decoys = new LinkedHashSet<>(policy.slots());
        boolean matched = false;
        if (stored != null) {
            decoys.remove(stored.hash().scheme());
            byte[] hashed =
                    stored.normalised() ? normalised : password.entered().exposeBytes();
            matched = stored.hash().matches(lane, hashed);
        }
        PasswordHash fresh = null;
        for (HashScheme scheme : decoys) {
            PasswordHash decoy = PasswordHash.make(lane, scheme, normalised, random);
            fresh = scheme.equals(policy.current()) ? decoy : fresh;
        }
        if (!matched || stored == null) {
            return new Outcome(false, null, false);
        }
        // What bcrypt did not read is not proven: to hash it now would fix a typing error for good.
        boolean unproven = stored.hash().scheme() instanceof HashScheme.Bcrypt
                && password.entered().length() > HashScheme.Bcrypt.MAX_BYTES;
        return new Outcome(true, unproven ? null : renewed(lane, stored, password, fresh), unproven);
    }

    private @Nullable Content renewed(
            HashingLane lane, Content stored, PasswordText password, @Nullable PasswordHash fresh) {
        if (fresh != null) {
            return new Content(fresh, true);
        }
        if (stored.normalised()) {
            return null;
        }
        // Of the current scheme, but made elsewhere of the text as it was entered.
        return password.isNormalised()
                ? new Content(stored.hash(), true)
                : new Content(
                        PasswordHash.make(
                                lane, policy.current(), password.normalised().exposeBytes(), random),
                        true);
    }
}
