package dev.holdfast.audit.seal;

import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.note.NoteSigner;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/** A process of {@link SealingNodes}, which tells what happens on its standard output until it is killed. */
public final class SealingHost {
    private SealingHost() {}

    /** JDBC address, user, password, and the log's key. */
    static List<String> arguments(String url, String user, String password, KeyPair key) {
        Base64.Encoder text = Base64.getEncoder();
        return List.of(
                url,
                user,
                password,
                text.encodeToString(key.getPrivate().getEncoded()),
                text.encodeToString(key.getPublic().getEncoded()));
    }

    static NoteSigner signer(KeyPair key) {
        return NoteSigner.of(NoteKey.of("example.com/audit", key.getPublic()), key.getPrivate());
    }

    public static void main(String[] arguments) throws GeneralSecurityException {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(arguments[0]);
        dataSource.setUser(arguments[1]);
        dataSource.setPassword(arguments[2]);
        Base64.Decoder bytes = Base64.getDecoder();
        KeyFactory keys = KeyFactory.getInstance("Ed25519");
        KeyPair key = new KeyPair(
                keys.generatePublic(new X509EncodedKeySpec(bytes.decode(arguments[4]))),
                keys.generatePrivate(new PKCS8EncodedKeySpec(bytes.decode(arguments[3]))));
        SealingNodes unused = SealingNodes.start(dataSource, signer(key), System.out::println);
    }
}
