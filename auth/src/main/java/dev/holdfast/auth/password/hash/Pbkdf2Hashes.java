package dev.holdfast.auth.password.hash;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** PBKDF2 by the JDK, which takes the password as text and hashes its UTF-8. */
final class Pbkdf2Hashes {
    private Pbkdf2Hashes() {}

    static byte[] digest(HashScheme.Pbkdf2 scheme, byte[] password, byte[] salt, int length) {
        char[] text = StandardCharsets.UTF_8
                .decode(ByteBuffer.wrap(password))
                .toString()
                .toCharArray();
        PBEKeySpec spec = new PBEKeySpec(text, salt, scheme.iterations(), length * Byte.SIZE);
        String algorithm = "PBKDF2WithHmac" + scheme.prf().name();
        try {
            return SecretKeyFactory.getInstance(algorithm).generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM must offer " + algorithm, e);
        } finally {
            spec.clearPassword();
            Arrays.fill(text, '\0');
        }
    }
}
