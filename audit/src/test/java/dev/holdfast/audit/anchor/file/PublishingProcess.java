package dev.holdfast.audit.anchor.file;

import dev.holdfast.audit.anchor.AnchorResult;
import dev.holdfast.audit.anchor.AnchorResult.Held;
import dev.holdfast.audit.anchor.GrowingLog;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.note.NoteSigner;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** A node that publishes one of two histories to a file; prints {@code held} and {@code refused} with sizes. */
public final class PublishingProcess {
    private PublishingProcess() {}

    /** File, public key, private key, the leaf at which its history is another one. */
    public static void main(String[] arguments) throws Exception {
        KeyFactory keys = KeyFactory.getInstance("Ed25519");
        byte[] publicKey = Base64.getDecoder().decode(arguments[1]);
        byte[] privateKey = Base64.getDecoder().decode(arguments[2]);
        NoteKey key = NoteKey.of("example.com/audit", keys.generatePublic(new X509EncodedKeySpec(publicKey)));
        GrowingLog log = GrowingLog.of(NoteSigner.of(key, keys.generatePrivate(new PKCS8EncodedKeySpec(privateKey))))
                .forkedAt(Integer.parseInt(arguments[3]));
        FileAnchor anchor = FileAnchor.of("file", Path.of(arguments[0]), key);
        System.out.println("ready");
        int unused = System.in.read();
        for (long size = 1; size <= GrowingLog.SIZE; size++) {
            AnchorResult result = anchor.publish(log.growth(size));
            System.out.println((result instanceof Held ? "held " : "refused ") + size);
        }
        System.out.println("done");
    }
}
