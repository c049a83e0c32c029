package dev.holdfast.audit.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.audit.archive.ArchiveResult.Moved;
import dev.holdfast.audit.archive.ArchiveResult.Reason;
import dev.holdfast.audit.archive.ArchiveResult.Stopped;
import dev.holdfast.audit.harden.AuditHardening;
import dev.holdfast.audit.harden.AuditRoles;
import dev.holdfast.audit.harden.LogPart;
import dev.holdfast.audit.partition.MonthPartition;
import dev.holdfast.audit.seal.verify.SealFinding;
import dev.holdfast.audit.seal.verify.SealFinding.Kind;
import dev.holdfast.audit.seal.verify.SealVerdict;
import dev.holdfast.audit.seal.verify.SealVerdict.Sealed;
import dev.holdfast.audit.seal.verify.SealVerifier;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.tx.TransactionRunner;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** An event that comes into a month between the archive's last look and the detachment: the archive is stopped there. */
class LateEventTest {
    private final List<SealVerdict> seen = new ArrayList<>();

    private ArchiveFixture fixture;
    private YearMonth month;
    private String table;

    @BeforeEach
    void fill(@TempDir Path directory) {
        fixture = new ArchiveFixture(directory).filled();
        month = fixture.month();
        table = "holdfast." + MonthPartition.of(Namespace.defaults(), month).table();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void verify_lateEventSealed_isFoundInTheTableBesideTheLog() throws SQLException {
        List<ArchiveResult> results = archive(this::appendAndSeal, this::look);
        assertThat(seen)
                .singleElement()
                .isInstanceOfSatisfying(
                        Sealed.class, whole -> assertThat(whole.archived()).isEqualTo(200));
        assertThat(results).contains(new Stopped(month, ArchiveState.ELIGIBLE, Reason.ROWS_DIFFER));
        assertThat(fixture.verdict()).isNotInstanceOf(SealVerdict.Broken.class);
        fixture.sealAll();
        assertThat(fixture.archive().run()).containsExactly(new Moved(month, ArchiveState.DROPPED));
        assertThat(fixture.opened(month).leaves().events()).isEqualTo(201);
    }

    /** The sealer passes the event's transaction while the event is out of its sight. */
    @Test
    void seal_lateEventNotSealedWhileBesideTheLog_isSealedWhenItIsBack() throws SQLException {
        List<ArchiveResult> results = archive(() -> fixture.append(month, 1), () -> {
            fixture.seal().append(3);
            fixture.sealAll();
            look();
        });
        assertThat(seen).singleElement().isInstanceOf(Sealed.class);
        assertThat(results).contains(new Stopped(month, ArchiveState.ELIGIBLE, Reason.ROWS_DIFFER));
        assertThat(fixture.verdict()).as("waiting for the sealer").isInstanceOf(SealVerdict.Pending.class);
        fixture.sealAll();
        assertThat(fixture.verdict()).isInstanceOf(Sealed.class);
        assertThat(fixture.archive().run()).containsExactly(new Moved(month, ArchiveState.DROPPED));
        assertThat(fixture.opened(month).leaves().events()).isEqualTo(201);
        fixture.seal().append(3);
        fixture.sealAll();
        assertThat(fixture.verdict()).isInstanceOf(Sealed.class);
        assertThat(fixture.audit()
                        .database()
                        .queryLong("select count(*) from holdfast.audit_tree where restored or sweeping"))
                .as("what was late is sealed: nothing more to look for")
                .isZero();
    }

    @Test
    void verify_lateEventChangedOrDeletedBesideTheLog_isNamed() throws SQLException {
        List<UUID> late = new ArrayList<>();
        List<ArchiveResult> unused = archive(() -> late.addAll(appendAndSeal()), () -> {
            execute("update " + table + " set actor_id = 'nobody' where id = '" + late.get(0) + "'");
            look();
            execute("delete from " + table + " where id = '" + late.get(0) + "'");
            look();
        });
        assertThat(seen)
                .extracting(LateEventTest::findings)
                .satisfiesExactly(
                        changed -> assertThat(changed)
                                .extracting(SealFinding::kind)
                                .containsExactly(Kind.CHANGED),
                        gone -> assertThat(gone).extracting(SealFinding::kind).containsExactly(Kind.DELETED));
        assertThat(seen)
                .extracting(LateEventTest::findings)
                .allSatisfy(found ->
                        assertThat(found).extracting(SealFinding::event).containsExactly(late.get(0)));
    }

    /** Whoever may read the log reads the table beside it as well, and no longer when it is back. */
    @Test
    void verify_lateEventByAReaderOfAHardenedLog_isFoundToo() throws SQLException {
        String owner = fixture.audit().database().name() + "_keeper";
        String reader = fixture.audit().database().name() + "_reader";
        AuditHardening hardening = AuditHardening.of(
                        Namespace.defaults(), AuditRoles.ownedBy(owner).with(LogPart.READ, reader))
                .createMissingRoles();
        TransactionRunner runner = fixture.audit().runner();
        assertThat(runner.call(hardening::apply)).isNotEmpty();
        SealVerifier verifier =
                new SealVerifier(fixture.seal().log(), fixture.signer().key());
        List<ArchiveResult> results = archive(
                this::importAndSeal,
                () -> seen.add(runner.call(tx -> {
                    tx.execute("set local role " + reader);
                    return verifier.verify(tx, List.of());
                })));
        assertThat(results).contains(new Stopped(month, ArchiveState.ELIGIBLE, Reason.ROWS_DIFFER));
        assertThat(seen).singleElement().isInstanceOf(Sealed.class);
        assertThat(runner.call(hardening::plan)).isEmpty();
    }

    @CanIgnoreReturnValue
    private List<UUID> appendAndSeal() {
        List<UUID> ids = fixture.append(month, 1);
        fixture.sealAll();
        return ids;
    }

    /** By one INSERT, all that a hardened log takes. */
    private void importAndSeal() {
        fixture.audit().runner().run(tx -> {
            tx.execute("create temp table late on commit drop as select * from " + table + " order by id desc limit 1");
            tx.execute("update late set id = overlay(id::text placing 'ffff' from 33)::uuid,"
                    + " tx_id = pg_current_xact_id()");
            tx.execute("insert into holdfast.audit_event select * from late");
        });
        fixture.sealAll();
    }

    private void look() {
        seen.add(fixture.verdict());
    }

    private void execute(String sql) {
        fixture.audit().runner().run(tx -> {
            tx.execute("set local session_replication_role = replica");
            tx.execute(sql);
        });
    }

    /** Runs the archive, does one thing right before the first detachment, and another right after it. */
    private List<ArchiveResult> archive(Runnable before, Runnable after) throws SQLException {
        boolean[] done = new boolean[2];
        PGSimpleDataSource connections = new PGSimpleDataSource() {
            private static final long serialVersionUID = 1L;

            @Override
            public Connection getConnection() throws SQLException {
                once(done, 0, before);
                return super.getConnection();
            }
        };
        connections.setUrl(fixture.audit().database().jdbcUrl());
        connections.setUser(fixture.audit().database().user());
        connections.setPassword(fixture.audit().database().password());
        TransactionRunner plain = fixture.audit().runner();
        TransactionRunner runner = work -> {
            if (done[0]) {
                once(done, 1, after);
            }
            plain.run(work);
        };
        return fixture.archive(RetentionPolicy.defaults(), runner, connections).run();
    }

    private static void once(boolean[] done, int which, Runnable what) {
        if (!done[which]) {
            done[which] = true;
            what.run();
        }
    }

    private static List<SealFinding> findings(SealVerdict verdict) {
        return verdict instanceof SealVerdict.Broken broken ? broken.findings() : List.of();
    }
}
