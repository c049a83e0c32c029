package dev.holdfast.auth.password;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.password.hash.PasswordHash;
import dev.holdfast.core.secret.Binding;
import dev.holdfast.core.secret.Key;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.KeyStatus;
import dev.holdfast.core.secret.Sealed;
import dev.holdfast.core.secret.Sealer;
import dev.holdfast.core.secret.Secret;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pepper: hashes are stored sealed, {@code $hf1$<key id>$<base64url>}, for exactly one user's row. Whoever reads the
 * table alone has nothing to guess against, and a new key needs no passwords.
 *
 * <p>Sealed is one letter, whether the password was hashed in NFC ({@code n}) or as it was entered ({@code r}), and the
 * hash as text.
 */
final class PasswordEnvelope {
    private static final Logger LOG = LoggerFactory.getLogger(PasswordEnvelope.class);
    private static final String PREFIX = "$hf1$";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final Supplier<KeyRing> ring;
    private final Sealer sealer;

    PasswordEnvelope(PasswordSetup setup) {
        this.ring = setup.keys();
        this.sealer = Sealer.of(PasswordSetup.KEY_PURPOSE, ring, new SecureRandom());
    }

    /** A hash, and whether it was made of the password in NFC. */
    record Content(PasswordHash hash, boolean normalised) {}

    /** What a text holds, and whether it should be sealed anew: it stands in clear, or under a key that retires. */
    record Opened(Content content, boolean stale) {}

    Optional<Opened> open(UserRef user, String text) {
        if (!text.startsWith(PREFIX)) {
            return logged(user, PasswordHash.parse(text).map(hash -> new Opened(new Content(hash, false), true)));
        }
        String[] parts = text.substring(PREFIX.length()).split("\\$", -1);
        if (parts.length != 2) {
            return logged(user, Optional.empty());
        }
        try {
            Sealed sealed = new Sealed(parts[0], Base64.getUrlDecoder().decode(parts[1]));
            boolean stale = retiringIds().contains(sealed.keyId());
            return content(sealed, row(user)).map(content -> new Opened(content, stale));
        } catch (IllegalArgumentException notBase64) {
            return logged(user, Optional.empty());
        }
    }

    String seal(UserRef user, Content content) {
        Sealed sealed = sealer.seal(secret(content), row(user));
        return PREFIX + sealed.keyId() + "$" + ENCODER.encodeToString(sealed.bytes());
    }

    /** How texts begin that are sealed under the active key. */
    String activePrefix() {
        return PREFIX + ring.get().active().id() + "$";
    }

    Sealed sealForHistory(UserRef user, long number, Content content) {
        return sealer.seal(secret(content), past(user, number));
    }

    Optional<Content> openFromHistory(UserRef user, long number, Sealed sealed) {
        return content(sealed, past(user, number));
    }

    List<String> retiringIds() {
        return ring.get().keys().stream()
                .filter(key -> key.status() == KeyStatus.RETIRING)
                .map(Key::id)
                .toList();
    }

    private Optional<Content> content(Sealed sealed, Binding binding) {
        try {
            String text = sealer.open(sealed, binding).exposeText();
            return PasswordHash.parse(text.substring(1)).map(hash -> new Content(hash, text.charAt(0) == 'n'));
        } catch (Sealer.UnsealException e) {
            LOG.error(
                    "password of user {} is accepted no more: its hash does not open",
                    binding.parts().get(2),
                    e);
            return Optional.empty();
        }
    }

    private static Optional<Opened> logged(UserRef user, Optional<Opened> opened) {
        if (opened.isEmpty()) {
            LOG.warn("password of user {} is not accepted: its hash is of no known form", user.userId());
        }
        return opened;
    }

    private static Secret secret(Content content) {
        return Secret.ofText((content.normalised() ? "n" : "r") + content.hash().text());
    }

    private static Binding row(UserRef user) {
        return Binding.of("password", user.tenantId(), user.userId());
    }

    private static Binding past(UserRef user, long number) {
        return Binding.of("password_history", user.tenantId(), user.userId(), Long.toString(number));
    }
}
