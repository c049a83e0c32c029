package dev.holdfast.auth.password.hash;

import dev.holdfast.auth.password.hash.HashScheme.Argon2id;
import dev.holdfast.auth.password.hash.HashScheme.Bcrypt;
import dev.holdfast.auth.password.hash.HashScheme.Pbkdf2;
import dev.holdfast.auth.password.hash.HashScheme.Prf;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes hashes as text. What is read is bounded before anything is computed by it. */
final class HashText {
    private static final int MAX_LENGTH = 512;
    private static final int MIN_DIGEST = 16;
    private static final int MAX_SALT = 64;
    private static final Pattern SPRING_ID = Pattern.compile("\\{(?:argon2|bcrypt|pbkdf2)(?:@[A-Za-z0-9_.]+)?}");
    private static final Pattern ARGON2ID =
            Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=(\\d{1,2})\\$([^$]+)\\$([^$]+)");
    private static final Pattern BCRYPT =
            Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$([./A-Za-z0-9]{22})([./A-Za-z0-9]{31})");
    // PHC names the parameter; passlib does not, and has SHA-1 as plain "pbkdf2".
    private static final Pattern PBKDF2 = Pattern.compile(
            "\\$pbkdf2(?:-(sha1|sha256|sha512))?\\$(?:i=)?(\\d{1,8})(?:,l=\\d{1,3})?\\$([^$]+)\\$([^$]+)");
    private static final Pattern DJANGO =
            Pattern.compile("pbkdf2_(sha1|sha256|sha512)\\$(\\d{1,8})\\$([\\x21-\\x23\\x25-\\x7e]{1,64})\\$([^$]+)");
    private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

    private HashText() {}

    static Optional<PasswordHash> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String bare = SPRING_ID.matcher(text).lookingAt() ? text.substring(text.indexOf('}') + 1) : text;
        try {
            return argon2id(bare)
                    .or(() -> bcrypt(bare))
                    .or(() -> pbkdf2(bare))
                    .or(() -> django(bare))
                    .filter(HashText::isBounded);
        } catch (IllegalArgumentException outOfBounds) {
            return Optional.empty();
        }
    }

    static String format(PasswordHash hash) {
        if (hash.scheme() instanceof Argon2id argon2) {
            Argon2Cost cost = argon2.cost();
            return "$argon2id$v=19$m=" + cost.memoryKib() + ",t=" + cost.iterations() + ",p=" + cost.parallelism() + "$"
                    + BASE64.encodeToString(hash.salt()) + "$" + BASE64.encodeToString(hash.digest());
        }
        if (hash.scheme() instanceof Bcrypt bcrypt) {
            return "$2b$%02d$".formatted(bcrypt.cost())
                    + BcryptBase64.encode(hash.salt())
                    + BcryptBase64.encode(hash.digest());
        }
        Pbkdf2 pbkdf2 = (Pbkdf2) hash.scheme();
        return "$pbkdf2-" + pbkdf2.prf().word() + "$i=" + pbkdf2.iterations() + "$" + BASE64.encodeToString(hash.salt())
                + "$" + BASE64.encodeToString(hash.digest());
    }

    private static Optional<PasswordHash> argon2id(String text) {
        Matcher parts = ARGON2ID.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Argon2Cost cost = new Argon2Cost(number(parts, 1), number(parts, 2), number(parts, 3));
        return Optional.of(new PasswordHash(new Argon2id(cost), base64(parts.group(4)), base64(parts.group(5))));
    }

    private static Optional<PasswordHash> bcrypt(String text) {
        Matcher parts = BCRYPT.matcher(text);
        return parts.matches()
                ? Optional.of(new PasswordHash(
                        new Bcrypt(number(parts, 1)),
                        BcryptBase64.decode(parts.group(2)),
                        BcryptBase64.decode(parts.group(3))))
                : Optional.empty();
    }

    private static Optional<PasswordHash> pbkdf2(String text) {
        Matcher parts = PBKDF2.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Pbkdf2 scheme = new Pbkdf2(prf(parts.group(1) == null ? "sha1" : parts.group(1)), number(parts, 2));
        // passlib writes '.' where RFC 4648 has '+'.
        return Optional.of(new PasswordHash(
                scheme,
                base64(parts.group(3).replace('.', '+')),
                base64(parts.group(4).replace('.', '+'))));
    }

    private static Optional<PasswordHash> django(String text) {
        Matcher parts = DJANGO.matcher(text);
        return parts.matches()
                ? Optional.of(new PasswordHash(
                        new Pbkdf2(prf(parts.group(1)), number(parts, 2)),
                        parts.group(3).getBytes(StandardCharsets.US_ASCII),
                        base64(parts.group(4))))
                : Optional.empty();
    }

    /** A longer digest of PBKDF2 would cost several times its iterations; a short one accepts too much. */
    private static boolean isBounded(PasswordHash hash) {
        int most = hash.scheme() instanceof Pbkdf2 pbkdf2 ? pbkdf2.prf().bytes() : MAX_SALT;
        return hash.digest().length >= MIN_DIGEST
                && hash.digest().length <= most
                && hash.salt().length >= 1
                && hash.salt().length <= MAX_SALT;
    }

    private static Prf prf(String word) {
        return switch (word) {
            case "sha1" -> Prf.SHA1;
            case "sha256" -> Prf.SHA256;
            default -> Prf.SHA512;
        };
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }

    private static byte[] base64(String text) {
        return Base64.getDecoder().decode(text);
    }
}
