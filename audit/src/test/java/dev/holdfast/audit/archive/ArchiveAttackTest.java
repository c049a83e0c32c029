package dev.holdfast.audit.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.archive.format.ArchiveFile;
import dev.holdfast.audit.archive.format.ArchiveManifest;
import dev.holdfast.audit.archive.format.ArchiveVerdict;
import dev.holdfast.audit.archive.format.ArchiveVerdict.Reason;
import dev.holdfast.audit.archive.format.ArchiveVerifier;
import dev.holdfast.audit.archive.format.HashingOutput;
import dev.holdfast.audit.partition.MonthPartition;
import dev.holdfast.audit.seal.note.NoteSigner;
import dev.holdfast.audit.seal.note.TestKeys;
import dev.holdfast.audit.seal.verify.SealFinding;
import dev.holdfast.audit.seal.verify.SealFinding.Kind;
import dev.holdfast.audit.seal.verify.SealVerdict;
import dev.holdfast.audit.seal.verify.SealVerifier;
import dev.holdfast.core.Namespace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a superuser can do to archived months without the key, in the tables and in the files. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchiveAttackTest {
    private ArchiveFixture fixture;
    private YearMonth month;
    private YearMonth back;

    /** One month dropped, the next one archived, dropped and brought back. */
    @BeforeAll
    void archive(@TempDir Path directory) {
        fixture = new ArchiveFixture(directory).filled();
        month = fixture.month();
        back = fixture.next();
        assertThat(fixture.archive().run()).hasSize(2);
        assertThat(fixture.archive().bringBack(back)).isInstanceOf(ArchiveResult.Moved.class);
        fixture.sealAll();
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    @Test
    void verify_untouched_isSealed() throws SQLException {
        assertThat(verdict("select 1"))
                .isInstanceOfSatisfying(
                        SealVerdict.Sealed.class,
                        whole -> assertThat(whole.archived()).isEqualTo(200));
        assertThat(verify(files -> files, manifest -> manifest)).isInstanceOf(ArchiveVerdict.Intact.class);
    }

    @Test
    void verify_archiveRowForgedOrGone_excusesNothing() throws SQLException {
        String forged = fixture.opened(month).sign(TestKeys.signer("example.com/audit"));
        for (String attack : List.of(
                set("manifest = '" + forged + "'", month),
                set("manifest = 'nothing'", month),
                set("manifest = '" + fixture.manifest(back) + "'", month))) {
            assertThat(kinds(verdict(attack))).as(attack).contains(Kind.ARCHIVE_FORGED, Kind.DELETED);
        }
        assertThat(kinds(verdict("delete from holdfast.audit_archive"))).containsOnly(Kind.DELETED);
    }

    @Test
    void verify_monthDeletedUnderAnArchiveRowOfItsOwnMaking_isNamed() throws SQLException {
        YearMonth present = YearMonth.from(fixture.clock().instant().atOffset(java.time.ZoneOffset.UTC));
        String wipe = "delete from holdfast.audit_event where origin = 'LIVE'";
        assertThat(kinds(verdict(
                        wipe,
                        "insert into holdfast.audit_archive values ('" + present.atDay(1) + "', 'DROPPED', '"
                                + fixture.manifest(month) + "', now())")))
                .contains(Kind.ARCHIVE_FORGED, Kind.DELETED);
    }

    @Test
    void verify_returnedMonthEmptiedOrThinnedOut_isNamed() throws SQLException {
        String table =
                "holdfast." + MonthPartition.of(Namespace.defaults(), back).table();
        assertThat(kinds(verdict("truncate " + table))).containsOnly(Kind.DELETED);
        String one = "delete from " + table + " where id = (select id from " + table + " order by id limit 1)";
        assertThat(kinds(verdict(one))).containsExactly(Kind.DELETED);
        assertThat(kinds(verdict(one, set("state = 'DROPPED'", back)))).containsOnly(Kind.INSERTED);
    }

    @Test
    void verify_rowPutIntoADroppedMonth_isNamed() throws SQLException {
        MonthPartition partition = MonthPartition.of(Namespace.defaults(), month);
        String attach = "create table holdfast." + partition.table()
                + " partition of holdfast.audit_event for values from ('" + partition.from() + "') to ('"
                + partition.until() + "')";
        assertThat(verdict(attach)).as("an empty table adds nothing").isInstanceOf(SealVerdict.Sealed.class);
        String copy = "create temp table c on commit drop as select * from holdfast.audit_event limit 1;"
                + "update c set id = (select event_id from holdfast.audit_leaf where leaf_index = 0),"
                + " origin = 'IMPORT', occurred_at = holdfast.uuid7_time((select event_id from holdfast.audit_leaf"
                + " where leaf_index = 0)); insert into holdfast.audit_event select * from c";
        assertThat(kinds(verdict(attach, copy))).contains(Kind.CHANGED, Kind.INSERTED);
    }

    @Test
    void verify_leafOrTileOfADroppedMonthForged_isNamed() throws SQLException {
        assertThat(kinds(verdict("""
                update holdfast.audit_leaf set event_id = overlay(event_id::text placing 'ffff' from 33)::uuid
                where leaf_index = 0"""))).contains(Kind.ARCHIVE_FORGED);
        assertThat(kinds(verdict("update holdfast.audit_tile set hashes = set_byte(hashes, 1,"
                        + " 255 - get_byte(hashes, 1)) where level = 0 and tile_index = 0")))
                .contains(Kind.REWRITTEN, Kind.ARCHIVE_FORGED);
    }

    @Test
    void verify_fileChanged_isNamed() {
        String events = fixture.opened(month).files().events().name();
        String path = fixture.opened(month).files().path().name();
        UnaryOperator<String> same = manifest -> manifest;
        assertThat(reason(lines(all -> all.set(3, all.get(3).replace("lending.update", "lending.upward"))), same))
                .isEqualTo(Reason.FILE_CHANGED);
        assertThat(reason(lines(all -> all.remove(3)), same)).isEqualTo(Reason.FILE_CHANGED);
        assertThat(reason(files -> without(files, events), same)).isEqualTo(Reason.FILE_MISSING);
        assertThat(reason(files -> without(files, path), same)).isEqualTo(Reason.FILE_MISSING);
        assertThat(reason(files -> with(files, path, files.get(events)), same)).isEqualTo(Reason.FILE_CHANGED);
        byte[] other = read(fixture.opened(back).files().events().name());
        assertThat(reason(files -> with(files, events, other), same)).isEqualTo(Reason.FILE_CHANGED);
    }

    @Test
    void verify_manifestForged_isNamed() {
        UnaryOperator<Map<String, byte[]>> same = files -> files;
        NoteSigner foreign = TestKeys.signer("example.com/audit");
        assertThat(reason(same, manifest -> fixture.opened(month).sign(foreign)))
                .isEqualTo(Reason.MANIFEST);
        assertThat(reason(same, manifest -> manifest.replace("leaves 200", "leaves 199")))
                .isEqualTo(Reason.MANIFEST);
        assertThat(reason(same, manifest -> fixture.opened(month).checkpoint().note()))
                .isEqualTo(Reason.MANIFEST);
    }

    /** Even whoever has the key for a moment cannot make an archive under a checkpoint that was published before. */
    @Test
    void verify_manifestSignedAnewForOtherLines_doesNotLeadToTheRoot() {
        assertThat(reasonSigned(lines(all -> all.set(3, all.get(3).replace("lending.update", "lending.upward")))))
                .isEqualTo(Reason.LEAVES);
        assertThat(reasonSigned(lines(all -> all.remove(3)))).isEqualTo(Reason.MALFORMED);
        assertThat(reasonSigned(lines(all -> all.add(all.get(199))))).isEqualTo(Reason.MALFORMED);
        assertThat(reasonSigned(lines(all -> all.set(3, "{}")))).isEqualTo(Reason.MALFORMED);
        String path = fixture.opened(month).files().path().name();
        assertThat(reasonSigned(files -> {
                    byte[] hashes = files.get(path).clone();
                    hashes[5]++;
                    return with(files, path, hashes);
                }))
                .isEqualTo(Reason.PATH);
    }

    @Test
    void bringBack_fileChanged_isRefused() throws Exception {
        String events = fixture.opened(month).files().events().name();
        byte[] before = read(events);
        byte[] changed = lines(all -> all.set(3, all.get(3).replace("lending.update", "lending.upward")))
                .apply(files())
                .get(events);
        fixture.store().write(events, out -> out.write(changed));
        try {
            assertThat(fixture.archive().bringBack(month))
                    .isEqualTo(new ArchiveResult.Stopped(month, ArchiveState.DROPPED, ArchiveResult.Reason.NOT_PROVEN));
        } finally {
            fixture.store().write(events, out -> out.write(before));
        }
        assertThat(fixture.rows(month)).isZero();
    }

    private Reason reason(UnaryOperator<Map<String, byte[]>> attack, UnaryOperator<String> manifest) {
        return verify(attack, manifest).fold(whole -> null, (reason, file) -> reason);
    }

    private Reason reasonSigned(UnaryOperator<Map<String, byte[]>> attack) {
        Map<String, byte[]> attacked = attack.apply(files());
        ArchiveManifest before = fixture.opened(month);
        ArchiveManifest forged = new ArchiveManifest(
                month,
                before.leaves(),
                before.categories(),
                new ArchiveManifest.Files(
                        file(before.files().events().name(), attacked),
                        file(before.files().path().name(), attacked)),
                before.checkpoint());
        return reason(attack, manifest -> forged.sign(fixture.signer()));
    }

    private ArchiveVerdict verify(UnaryOperator<Map<String, byte[]>> attack, UnaryOperator<String> manifest) {
        Map<String, byte[]> files = attack.apply(files());
        try {
            return new ArchiveVerifier(fixture.signer().key()).verify(manifest.apply(fixture.manifest(month)), name -> {
                byte[] content = files.get(name);
                if (content == null) {
                    throw new NoSuchFileException(name);
                }
                return new ByteArrayInputStream(content);
            });
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Map<String, byte[]> files() {
        Map<String, byte[]> files = new HashMap<>();
        ArchiveManifest.Files of = fixture.opened(month).files();
        files.put(of.events().name(), read(of.events().name()));
        files.put(of.path().name(), read(of.path().name()));
        return files;
    }

    private byte[] read(String name) {
        try (InputStream in = fixture.store().read(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A change of the lines, gzipped again. */
    private UnaryOperator<Map<String, byte[]>> lines(java.util.function.Consumer<List<String>> change) {
        String events = fixture.opened(month).files().events().name();
        return files -> {
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(files.get(events)))) {
                List<String> all = new ArrayList<>(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList());
                change.accept(all);
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                try (OutputStream out = new GZIPOutputStream(bytes)) {
                    out.write((String.join("\n", all) + "\n").getBytes(StandardCharsets.UTF_8));
                }
                return with(files, events, bytes.toByteArray());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        };
    }

    private static ArchiveFile file(String name, Map<String, byte[]> files) {
        try (HashingOutput out = new HashingOutput(OutputStream.nullOutputStream())) {
            out.write(files.get(name));
            return out.file(name);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, byte[]> with(Map<String, byte[]> files, String name, byte[] content) {
        Map<String, byte[]> copy = new HashMap<>(files);
        copy.put(name, content);
        return copy;
    }

    private static Map<String, byte[]> without(Map<String, byte[]> files, String name) {
        Map<String, byte[]> copy = new HashMap<>(files);
        copy.remove(name);
        return copy;
    }

    private static String set(String what, YearMonth of) {
        return "update holdfast.audit_archive set " + what + " where month = '" + of.atDay(1) + "'";
    }

    private SealVerdict verdict(String... attack) throws SQLException {
        SealVerifier verifier =
                new SealVerifier(fixture.seal().log(), fixture.signer().key());
        try (Connection connection = fixture.audit().database().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set local session_replication_role = replica");
            for (String sql : attack) {
                statement.execute(sql);
            }
            SealVerdict verdict = verifier.verify(DSL.using(connection, SQLDialect.POSTGRES), List.of());
            connection.rollback();
            return verdict;
        }
    }

    private static List<Kind> kinds(SealVerdict verdict) {
        return verdict.fold(
                whole -> List.<Kind>of(),
                young -> List.<Kind>of(),
                late -> List.<Kind>of(),
                broken -> broken.findings().stream().map(SealFinding::kind).toList());
    }
}
