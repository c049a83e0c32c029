package dev.holdfast.audit.archive;

import dev.holdfast.audit.AuditLog;
import dev.holdfast.audit.archive.store.ArchiveStore;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.note.NoteSigner;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.process.KillPoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.YearMonth;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/** A host that archives, brings back and archives again until it is killed. */
public final class KillableArchive {
    private KillableArchive() {}

    /** JDBC address, user, password, directory, verifier key, private key, months. */
    public static void main(String[] arguments) throws GeneralSecurityException {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(arguments[0]);
        dataSource.setUser(arguments[1]);
        dataSource.setPassword(arguments[2]);
        TransactionRunner plain = TransactionRunner.over(dataSource);
        TransactionRunner runner = work -> {
            plain.run(tx -> {
                work.accept(tx);
                KillPoint.reached("before-commit");
            });
            KillPoint.reached("after-commit");
        };
        AuditLog log = AuditLog.of(Namespace.defaults());
        AuditArchive archive = new AuditArchive(
                new ArchiveHost(runner, dataSource, Namespace.defaults(), AuditTrail.of(log, log, Clock.systemUTC())),
                new AuditArchive.Settings(
                        new KillableStore(ArchiveStore.directory(Path.of(arguments[3]))),
                        RetentionPolicy.defaults(),
                        Clock.systemUTC()),
                signer(arguments[4], arguments[5]));
        System.out.println("begun");
        while (true) {
            for (ArchiveResult result : archive.run()) {
                System.out.println(result);
            }
            for (String month : arguments[6].split(",", -1)) {
                System.out.println(archive.bringBack(YearMonth.parse(month)));
                System.out.println(archive.release(YearMonth.parse(month)));
            }
        }
    }

    private static NoteSigner signer(String key, String privateKey) throws GeneralSecurityException {
        PrivateKey secret = KeyFactory.getInstance("Ed25519")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(privateKey)));
        Optional<NoteKey> name = NoteKey.parse(key);
        return NoteSigner.of(name.orElseThrow(), secret);
    }

    /** Dies within and behind each write. */
    private record KillableStore(ArchiveStore store) implements ArchiveStore {
        @Override
        public void write(String name, Content content) throws IOException {
            store.write(name, out -> {
                content.writeTo(out);
                out.flush();
                KillPoint.reached("store before-name");
            });
            KillPoint.reached("store after-write");
        }

        @Override
        public InputStream read(String name) throws IOException {
            return store.read(name);
        }

        @Override
        public void delete(String name) throws IOException {
            store.delete(name);
        }

        @Override
        public List<String> list() throws IOException {
            return store.list();
        }
    }
}
