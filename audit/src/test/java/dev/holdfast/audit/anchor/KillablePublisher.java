package dev.holdfast.audit.anchor;

import dev.holdfast.audit.AuditFixture;
import dev.holdfast.audit.AuditLog;
import dev.holdfast.audit.anchor.database.DatabaseAnchor;
import dev.holdfast.audit.anchor.file.FileAnchor;
import dev.holdfast.audit.seal.AuditSeals;
import dev.holdfast.audit.seal.SealedLog;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.note.NoteSigner;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.secret.Uuid7;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.process.KillPoint;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/** A host that records, seals and publishes to two anchors until it is killed. */
public final class KillablePublisher {
    private KillablePublisher() {}

    /** JDBC addresses of log and second database, user, password, file, verifier key, private key. */
    public static void main(String[] arguments) throws Exception {
        PrivateKey secret = KeyFactory.getInstance("Ed25519")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(arguments[6])));
        NoteKey key = NoteKey.parse(arguments[5]).orElseThrow();
        TransactionRunner plain = TransactionRunner.over(dataSource(arguments[0], arguments));
        TransactionRunner runner = work -> {
            plain.run(tx -> {
                work.accept(tx);
                KillPoint.reached("before-commit");
            });
            KillPoint.reached("after-commit");
        };
        SealedLog log = SealedLog.of(Namespace.defaults(), Clock.systemUTC());
        AuditSeals seals = new AuditSeals(runner, log, NoteSigner.of(key, secret));
        AuditAnchors anchors = new AuditAnchors(
                runner,
                log,
                key,
                List.of(
                        new Killable(FileAnchor.of("file", Path.of(arguments[4]), key)),
                        new Killable(DatabaseAnchor.of(
                                "second database", dataSource(arguments[1], arguments), Namespace.defaults(), key))));
        Uuid7 ids = Uuid7.of(Clock.systemUTC());
        AuditLog events = AuditLog.of(Namespace.defaults());
        System.out.println("begun");
        while (true) {
            plain.run(tx -> events.append(
                    tx,
                    SecurityEvent.builder(ids.next(), Clock.systemUTC().instant(), AuditFixture.ACTION)
                            .build()));
            System.out.println(seals.seal());
            System.out.println(anchors.publish().getClass().getSimpleName());
        }
    }

    private static PGSimpleDataSource dataSource(String url, String... arguments) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        dataSource.setUser(arguments[2]);
        dataSource.setPassword(arguments[3]);
        return dataSource;
    }

    /** Dies before and after an anchor has taken a checkpoint. */
    private record Killable(CheckpointAnchor anchor) implements CheckpointAnchor {
        @Override
        public String name() {
            return anchor.name();
        }

        @Override
        public Optional<SignedCheckpoint> newest(long maxSize) {
            return anchor.newest(maxSize);
        }

        @Override
        public AnchorResult publish(Growth growth) {
            KillPoint.reached("before " + name());
            AnchorResult result = anchor.publish(growth);
            KillPoint.reached("after " + name());
            return result;
        }
    }
}
