package dev.holdfast.core.secret;

import dev.holdfast.core.Require;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The written form of one kind of token: {@code <prefix>_<id>_<secret><checksum>}, the parts in base 62.
 *
 * <p>The secret has 256 random bits. The checksum (CRC-32 of all before it) tells a mistyped or cut token without asking
 * the database, and lets secret scanners find leaked ones with few false alarms; it protects nothing. Thread-safe.
 */
public final class TokenFormat {
    private static final Pattern PREFIX = Pattern.compile("[a-z][a-z0-9]{1,11}");
    private static final int ID_BYTES = 16;
    private static final int ID_WIDTH = 22;
    private static final int SECRET_BYTES = 32;
    private static final int SECRET_WIDTH = 43;
    private static final int CHECKSUM_BYTES = 4;
    private static final int CHECKSUM_WIDTH = 6;

    private final String prefix;
    private final SecureRandom random;

    private TokenFormat(String prefix, SecureRandom random) {
        this.prefix = prefix;
        this.random = random;
    }

    /**
     * The form of one kind.
     *
     * @param prefix what tells the kind, such as {@code hfsu}: 2 to 12 lower-case letters and digits
     * @param random where secrets come from
     * @return the form
     * @throws IllegalArgumentException when the prefix is malformed
     */
    public static TokenFormat of(String prefix, SecureRandom random) {
        Require.matching("prefix", prefix, PREFIX, "must be 2 to 12 lower-case letters or digits");
        return new TokenFormat(prefix, random);
    }

    /**
     * Makes a new token.
     *
     * @param id its public id
     * @return the token
     */
    public Token mint(UUID id) {
        return mint(id, Secret.random(random, SECRET_BYTES));
    }

    /**
     * Makes a token from a secret that was derived rather than drawn, so that several nodes make the same one.
     *
     * @param id its public id
     * @param secret {@value #SECRET_BYTES} bytes that nobody can guess
     * @return the token
     * @throws IllegalArgumentException when the secret has another length
     */
    public Token mint(UUID id, Secret secret) {
        Require.between("bytes of a token's secret", secret.length(), SECRET_BYTES, SECRET_BYTES);
        String body = prefix + "_" + Base62.encode(bytes(id), ID_WIDTH) + "_"
                + Base62.encode(secret.exposeBytes(), SECRET_WIDTH);
        return new Token(id, Secret.ofText(body + checksum(body)));
    }

    /**
     * The secret that a token of this form was minted with.
     *
     * @param token a token that this form parsed or minted
     * @return {@value #SECRET_BYTES} bytes
     * @throws IllegalArgumentException when the token is of another form
     */
    public Secret secretOf(Token token) {
        int from = prefix.length() + 1 + ID_WIDTH + 1;
        return parse(token.text().exposeText())
                .flatMap(parsed ->
                        Base62.decode(parsed.text().exposeText().substring(from, from + SECRET_WIDTH), SECRET_BYTES))
                .map(Secret::of)
                .orElseThrow(() -> new IllegalArgumentException(
                        "token " + token.id() + " must be of the form " + prefix + ": parse it first"));
    }

    /**
     * Reads a token; costs no SQL.
     *
     * @param presented what a client sent, or null
     * @return the token, or empty when it is not of this kind, malformed, or its checksum is wrong
     */
    public Optional<Token> parse(@Nullable String presented) {
        int secretAt = prefix.length() + 1 + ID_WIDTH + 1;
        int checksumAt = secretAt + SECRET_WIDTH;
        if (presented == null
                || presented.length() != checksumAt + CHECKSUM_WIDTH
                || !presented.startsWith(prefix + "_")
                || presented.charAt(secretAt - 1) != '_') {
            return Optional.empty();
        }
        if (!checksum(presented.substring(0, checksumAt)).equals(presented.substring(checksumAt))
                || Base62.decode(presented.substring(secretAt, checksumAt), SECRET_BYTES)
                        .isEmpty()) {
            return Optional.empty();
        }
        return Base62.decode(presented.substring(prefix.length() + 1, secretAt - 1), ID_BYTES)
                .map(id -> new Token(uuid(id), Secret.ofText(presented)));
    }

    private static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        byte[] bytes =
                ByteBuffer.allocate(CHECKSUM_BYTES).putInt((int) crc.getValue()).array();
        return Base62.encode(bytes, CHECKSUM_WIDTH);
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(ID_BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private static UUID uuid(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
