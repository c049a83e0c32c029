package dev.holdfast.auth.device;

import dev.holdfast.auth.UserRef;
import dev.holdfast.core.secret.HashTag;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.KeyedHash;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.secret.Token;
import dev.holdfast.core.secret.TokenFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The tokens of devices. A token's secret has two halves of 128 bits: the family's, which stays for the life of a device
 * and tells its old tokens from forged ones, and the generation's, which is derived from the token before under the key,
 * so that every request that sends one token computes the same successor and nobody stores it.
 */
final class DeviceTokens {
    private static final int HALF = 16;
    // Tokens begin with the prefix and an underscore, so no text of these is ever one of the others.
    private static final String FAMILY = "family:";
    private static final String SUCCESSOR = "successor:";

    private final TokenFormat format;
    private final KeyedHash hash;

    /** For one request: under one state of the ring, or a successor and its hash could be under different keys. */
    DeviceTokens(TokenFormat format, KeyRing ring) {
        this.format = format;
        this.hash = KeyedHash.of(TrustedDeviceSetup.KEY_PURPOSE, () -> ring);
    }

    Token mint(UUID id) {
        return format.mint(id);
    }

    /** What is stored of a token: its hash and its family's, under one key. */
    record Stored(HashTag token, HashTag family) {}

    Stored stored(Token token, UserRef user) {
        return new Stored(hash.tag(bound(token, user)), hash.tag(family(token, user)));
    }

    /** The token's hash under every accepted key. */
    List<HashTag> candidates(Token token, UserRef user) {
        return hash.candidates(bound(token, user));
    }

    /** The hash of the token's family under every accepted key. */
    List<HashTag> families(Token token, UserRef user) {
        return hash.candidates(family(token, user));
    }

    /** The successor under the active key. */
    Token successor(Token token) {
        return successor(token, hash.tag(derivation(token)));
    }

    /** The successor under the key of that id, when it is still accepted. */
    Optional<Token> successor(Token token, String keyId) {
        return hash.candidates(derivation(token)).stream()
                .filter(tag -> tag.keyId().equals(keyId))
                .map(tag -> successor(token, tag))
                .findFirst();
    }

    private Token successor(Token token, HashTag derived) {
        byte[] secret = Arrays.copyOf(format.secretOf(token).exposeBytes(), 2 * HALF);
        System.arraycopy(derived.hash(), 0, secret, HALF, HALF);
        return format.mint(token.id(), Secret.of(secret));
    }

    private static Secret derivation(Token token) {
        return Secret.ofText(SUCCESSOR + token.text().exposeText());
    }

    private Secret family(Token token, UserRef user) {
        byte[] half = Arrays.copyOf(format.secretOf(token).exposeBytes(), HALF);
        Token family = format.mint(token.id(), Secret.of(Arrays.copyOf(half, 2 * HALF)));
        return Secret.ofText(FAMILY + bound(family, user).exposeText());
    }

    /** With its user, so that a row moved to another user is worth nothing; an id holds no character 0. */
    private static Secret bound(Token token, UserRef user) {
        return Secret.ofText(token.text().exposeText() + '\0' + user.tenantId() + '\0' + user.userId());
    }
}
