package dev.holdfast.audit.archive;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.audit.AuditFixture;
import dev.holdfast.audit.archive.format.ArchiveManifest;
import dev.holdfast.audit.archive.format.ArchiveVerdict;
import dev.holdfast.audit.archive.format.ArchiveVerifier;
import dev.holdfast.audit.archive.store.ArchiveStore;
import dev.holdfast.audit.hold.LegalHolds;
import dev.holdfast.audit.seal.AuditSeals;
import dev.holdfast.audit.seal.SealFixture;
import dev.holdfast.audit.seal.SealResult;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.note.NoteSigner;
import dev.holdfast.audit.seal.verify.SealVerdict;
import dev.holdfast.audit.seal.verify.SealVerifier;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.MutableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** A sealed log with months old enough to leave it. */
public final class ArchiveFixture implements AutoCloseable {
    private final KeyPair keys = pair();
    private final NoteSigner signer =
            NoteSigner.of(NoteKey.of("example.com/audit", keys.getPublic()), keys.getPrivate());
    private final SealFixture seal;
    private final MutableClock clock;
    private final YearMonth month;
    private final Path directory;
    private final ArchiveStore store;

    public ArchiveFixture(Path directory) {
        this(directory, new SealFixture());
    }

    ArchiveFixture(Path directory, SealFixture seal) {
        this(directory, seal, 6);
    }

    private ArchiveFixture(Path directory, SealFixture seal, int monthsAgo) {
        this.seal = seal;
        this.clock = seal.clock();
        this.month = YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC)).minusMonths(monthsAgo);
        this.directory = directory;
        this.store = ArchiveStore.directory(directory);
        seal.audit().partitions(clock).ensure(month, month.plusMonths(1));
    }

    /** Months of two years ago, seen half a year after them: time can pass for them that has passed for the database. */
    public static ArchiveFixture old(Path directory) {
        ArchiveFixture fixture = new ArchiveFixture(directory, new SealFixture(), 24);
        fixture.clock.set(fixture.month.plusMonths(6).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC));
        return fixture;
    }

    /** The older of the two months. */
    public YearMonth month() {
        return month;
    }

    public YearMonth next() {
        return month.plusMonths(1);
    }

    public SealFixture seal() {
        return seal;
    }

    public NoteSigner signer() {
        return signer;
    }

    /** For another process: PKCS #8 in base64. */
    public String privateKey() {
        return Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded());
    }

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    public AuditFixture audit() {
        return seal.audit();
    }

    public MutableClock clock() {
        return clock;
    }

    public ArchiveStore store() {
        return store;
    }

    public Path directory() {
        return directory;
    }

    public AuditTrail trail() {
        return AuditTrail.of(audit().log(), audit().log(), Clock.systemUTC());
    }

    public LegalHolds holds() {
        return new LegalHolds(Namespace.defaults(), trail(), clock);
    }

    public AuditArchive archive() {
        return archive(RetentionPolicy.defaults());
    }

    /** Brings months on whose way is shown elsewhere. */
    @CanIgnoreReturnValue
    public List<ArchiveResult> run() {
        return archive().run();
    }

    public AuditArchive archive(RetentionPolicy policy) {
        return archive(policy, audit().runner(), audit().database().dataSource());
    }

    AuditArchive archive(RetentionPolicy policy, TransactionRunner runner, DataSource connections) {
        return new AuditArchive(
                new ArchiveHost(runner, connections, Namespace.defaults(), trail()),
                new AuditArchive.Settings(store, policy, clock),
                signer);
    }

    AuditArchive archive(TransactionRunner runner, DataSource connections, ArchiveStore kept) {
        return new AuditArchive(
                new ArchiveHost(runner, connections, Namespace.defaults(), trail()),
                new AuditArchive.Settings(kept, RetentionPolicy.defaults(), clock),
                signer);
    }

    /** Appends events of a past month, as an import has them. */
    @CanIgnoreReturnValue
    public List<UUID> append(YearMonth past, int count, UnaryOperator<SecurityEvent.Builder> as) {
        List<UUID> ids = new ArrayList<>();
        Instant time = past.atDay(10).atStartOfDay().toInstant(ZoneOffset.UTC);
        audit().runner().run(tx -> {
            for (int i = 0; i < count; i++) {
                SecurityEvent event =
                        as.apply(audit().event().with("number", i)).build();
                UUID id = AuditFixture.idAt(time.plusSeconds(i));
                audit().log().append(tx, event);
                tx.execute(
                        "update holdfast.audit_event set id = ?, occurred_at = holdfast.uuid7_time(?),"
                                + " recorded_at = holdfast.uuid7_time(?), origin = 'IMPORT' where id = ?",
                        id,
                        id,
                        id,
                        event.id());
                ids.add(id);
            }
        });
        return ids;
    }

    @CanIgnoreReturnValue
    public List<UUID> append(YearMonth past, int count) {
        return append(past, count, event -> event);
    }

    @CanIgnoreReturnValue
    public SealResult sealAll() {
        return new AuditSeals(audit().runner(), seal.log(), signer).seal();
    }

    /** Two past months and the present one, strewn over the tree, sealed. */
    @CanIgnoreReturnValue
    public ArchiveFixture filled() {
        for (int i = 0; i < 5; i++) {
            append(month, 40);
            append(next(), 30);
            seal.append(20);
        }
        sealAll();
        return this;
    }

    public SealVerdict verdict() {
        SealVerifier verifier = new SealVerifier(seal.log(), signer.key());
        return audit().runner().call(tx -> verifier.verify(tx, List.of()));
    }

    public String manifest(YearMonth of) {
        try {
            return audit().database()
                    .queryStrings("select manifest from holdfast.audit_archive where month = '" + of.atDay(1) + "'")
                    .get(0);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    public ArchiveManifest opened(YearMonth of) {
        return ArchiveManifest.open(manifest(of), signer.key()).orElseThrow();
    }

    public ArchiveVerdict archived(YearMonth of) {
        try {
            return new ArchiveVerifier(signer.key()).verify(manifest(of), store);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String state(YearMonth of) throws SQLException {
        return audit().database()
                .queryStrings("select state from holdfast.audit_archive where month = '" + of.atDay(1) + "'")
                .get(0);
    }

    public long rows(YearMonth of) throws SQLException {
        return audit().database()
                .queryLong("select count(*) from holdfast.audit_event where holdfast.uuid7_time(id) >= '" + of.atDay(1)
                        + "Z' and holdfast.uuid7_time(id) < '"
                        + of.plusMonths(1).atDay(1) + "Z'");
    }

    @Override
    public void close() {
        seal.close();
    }
}
