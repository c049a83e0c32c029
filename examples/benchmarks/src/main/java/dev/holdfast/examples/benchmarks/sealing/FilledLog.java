package dev.holdfast.examples.benchmarks.sealing;

import dev.holdfast.audit.seal.AuditSeals;
import dev.holdfast.audit.seal.SealPolicy;
import dev.holdfast.audit.seal.SealResult;
import dev.holdfast.audit.seal.SealedLog;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.note.NoteSigner;
import dev.holdfast.audit.seal.verify.SealVerdict;
import dev.holdfast.audit.seal.verify.SealVerifier;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.examples.benchmarks.audit.AuditTables;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A log with its sealer, on a kept connection of its own. */
final class FilledLog implements AutoCloseable {
    private static final int STEP = 20_000;

    private final TestDatabase database;
    private final SingleConnectionDataSource kept;
    private final TransactionRunner runner;
    private final SealedLog log;
    private final NoteSigner signer;
    private final AuditSeals seals;

    private FilledLog(TestDatabase database, NoteSigner signer, int batch) {
        this.database = database;
        this.signer = signer;
        this.kept = new SingleConnectionDataSource(database.jdbcUrl(), database.user(), database.password(), true);
        this.runner = TransactionRunner.over(kept);
        this.log = log(batch);
        this.seals = new AuditSeals(runner, log, signer);
    }

    /** An empty log, sealed in batches of so many. */
    static FilledLog in(TestDatabase database, int batch) throws SQLException, GeneralSecurityException {
        AuditTables.create(database);
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        NoteSigner signer = NoteSigner.of(NoteKey.of("bench.example/audit", pair.getPublic()), pair.getPrivate());
        return new FilledLog(database, signer, batch);
    }

    /** However long a contest takes, its log is not overdue. */
    static SealedLog log(int batch) {
        SealPolicy policy = SealPolicy.defaults().withBatchSize(batch).withOverdueAfter(Duration.ofDays(1));
        return new SealedLog(Namespace.defaults(), Clock.systemUTC(), policy);
    }

    TestDatabase database() {
        return database;
    }

    NoteKey key() {
        return signer.key();
    }

    /** What another process needs to read and verify it, in one line. */
    String address() {
        return String.join(" ", database.jdbcUrl(), database.user(), database.password(), key().toString());
    }

    void add(int events) throws SQLException {
        EventFill.add(database, events);
    }

    /** Seals one batch and tells how many events it had. */
    int seal() {
        SealResult result = seals.seal();
        if (result instanceof SealResult.Sealed sealed) {
            return sealed.events();
        }
        throw new IllegalStateException("the log must be sealed, got " + result);
    }

    void sealAll() {
        boolean more = true;
        while (more) {
            more = seal() > 0;
        }
    }

    /**
     * Adds and seals by turns, as a log grows: a backlog of all would be another case. Autovacuum is kept away, whose
     * work would fall into anybody's turn; so the log is measured with statistics that are as old as its last turns.
     */
    void grow(int events) throws SQLException {
        database.execute("""
                DO $$
                DECLARE part regclass;
                BEGIN
                    FOR part IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'holdfast.audit_event'::regclass
                        UNION ALL SELECT 'holdfast.audit_leaf' UNION ALL SELECT 'holdfast.audit_tile'
                    LOOP
                        EXECUTE format('ALTER TABLE %s SET (autovacuum_enabled = off)', part);
                    END LOOP;
                END $$""");
        for (int done = 0; done < events; done += STEP) {
            add(Math.min(STEP, events - done));
            sealAll();
        }
        database.execute("VACUUM (ANALYZE) holdfast.audit_event");
        database.execute("VACUUM (ANALYZE) holdfast.audit_leaf");
    }

    /** Gives the planner the statistics that autovacuum would. */
    void analyze() throws SQLException {
        database.execute("ANALYZE holdfast.audit_leaf; ANALYZE holdfast.audit_event");
    }

    int leaves() throws SQLException {
        return Math.toIntExact(database.queryLong("SELECT count(*) FROM holdfast.audit_leaf"));
    }

    /** Whether every event is sealed and none was touched. */
    boolean isIntact() {
        SealVerdict verdict = runner.call(tx -> new SealVerifier(log, key()).verify(tx, List.of()));
        return verdict instanceof SealVerdict.Sealed;
    }

    /** Closes it, and drops its database. */
    void drop() {
        close();
        database.close();
    }

    @Override
    public void close() {
        kept.destroy();
    }
}
