package dev.holdfast.auth.password.hash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.password.hash.HashScheme.Argon2id;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hashes as their inventors published them. */
class HashVectorsTest {
    private static HashingPool pool;

    @BeforeAll
    static void open() {
        pool = HashingPool.of(new HashingLimits(1, 0, Duration.ofSeconds(1), 64 * 1024));
    }

    @AfterAll
    static void close() {
        pool.close();
    }

    /** RFC 9106 §5.3, whose secret and associated data a stored hash has not: the library itself. */
    @Test
    void argon2id_rfc9106_givesTheTag() {
        Argon2Parameters parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(32)
                .withIterations(3)
                .withParallelism(4)
                .withSalt(filled(16, 2))
                .withSecret(filled(8, 3))
                .withAdditional(filled(12, 4))
                .build();
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(parameters);
        byte[] tag = new byte[32];
        int unused = generator.generateBytes(filled(32, 1), tag);
        assertThat(HexFormat.of().formatHex(tag))
                .isEqualTo("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
    }

    /** From test.c of the reference implementation (phc-winner-argon2), among others with two lanes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
            })
    void argon2id_referenceImplementation_matches(String text) {
        assertThat(matches(text, "password")).isTrue();
        assertThat(matches(text, "Password")).isFalse();
        assertThat(PasswordHash.parse(text).orElseThrow().text()).isEqualTo(text);
    }

    /** From jBCrypt and from Openwall's crypt_blowfish, whose last password goes beyond 72 bytes. */
    @ParameterizedTest
    @CsvSource({
        "a,$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe",
        "abc,$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i",
        "U*U,$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "U*U,$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "U*U,{bcrypt}$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789chars after 72 are ignored,"
                + "$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui",
    })
    void bcrypt_published_matches(String password, String text) {
        assertThat(matches(text, password)).isTrue();
        assertThat(matches(text, "x" + password)).isFalse();
    }

    /** RFC 6070 (SHA-1) and RFC 7914 §11 (SHA-256), in the forms of PHC, passlib and Django. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "password $pbkdf2-sha1$i=4096$c2FsdA$SwB5AbdlSJq+rUnZJvch0GWkKcE",
                "password $pbkdf2$4096$c2FsdA$SwB5AbdlSJq.rUnZJvch0GWkKcE",
                "password pbkdf2_sha1$4096$salt$SwB5AbdlSJq+rUnZJvch0GWkKcE=",
                "passwd $pbkdf2-sha256$i=1$c2FsdA$VawEblbjCJ/sFpHCJUS2BflBhSFt3gRl5oudV8INrLw",
                "password $pbkdf2-sha512$i=1000$c2FsdFNBTFRzYWx0U0FMVA"
                        + "$L+vjhfY5mqKiCpkm0YIuL0mdqnbOXhYw/v74SUJEEwd4SPdh7srb8v5uXaGkjMc/LwzXWI4VCj9tRfIFZqlllw",
            })
    void pbkdf2_published_matches(String password, String text) {
        assertThat(matches(text, password)).isTrue();
        assertThat(matches(text, password + "x")).isFalse();
    }

    @Test
    void make_currentSchemeTwice_differsAndIsReadBack() {
        byte[] password = "a password".getBytes(UTF_8);
        HashScheme scheme = new Argon2id(new Argon2Cost(64, 1, 1));
        SecureRandom random = new SecureRandom();
        PasswordHash one = pool.tryRun(lane -> PasswordHash.make(lane, scheme, password, random))
                .orElseThrow();
        PasswordHash other = pool.tryRun(lane -> PasswordHash.make(lane, scheme, password, random))
                .orElseThrow();

        assertThat(one).isNotEqualTo(other);
        assertThat(PasswordHash.parse(one.text())).contains(one);
        assertThat(matches(one.text(), "a password")).isTrue();
        assertThat(one.toString()).isEqualTo("PasswordHash[argon2id m=64,t=1,p=1]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain text",
                "{noop}password",
                "$2a$17$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=16$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=4194304,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOg",
                "$argon2id$v=19$m=256,t=2,p=1$c29t*XNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$pbkdf2-sha256$i=10000001$c2FsdA$VawEblbjCJ/sFpHCJUS2BflBhSFt3gRl5oudV8INrLw",
                "$pbkdf2-sha1$i=1$c2FsdA$VawEblbjCJ/sFpHCJUS2BflBhSFt3gRl5oudV8INrLw",
            })
    void parse_foreignOrOutOfBounds_isEmpty(String text) {
        assertThat(PasswordHash.parse(text)).isEmpty();
    }

    private static boolean matches(String text, String password) {
        PasswordHash hash = PasswordHash.parse(text).orElseThrow();
        return pool.tryRun(lane -> hash.matches(lane, password.getBytes(UTF_8))).orElseThrow();
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
