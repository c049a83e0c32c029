package dev.holdfast.audit.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.anchor.AuditAnchors;
import dev.holdfast.audit.anchor.CheckpointAnchor;
import dev.holdfast.audit.anchor.PublishResult;
import dev.holdfast.audit.anchor.database.DatabaseAnchor;
import dev.holdfast.audit.anchor.file.FileAnchor;
import dev.holdfast.audit.partition.MonthPartition;
import dev.holdfast.audit.seal.AuditSeals;
import dev.holdfast.audit.seal.SealProofs;
import dev.holdfast.audit.seal.leaf.LeafColumn;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import dev.holdfast.audit.seal.restore.KnownCheckpoint;
import dev.holdfast.audit.seal.restore.RestoreResult;
import dev.holdfast.audit.seal.verify.SealVerdict;
import dev.holdfast.audit.seal.verify.SealVerifier;
import dev.holdfast.core.Namespace;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** A log with two old months and the present one, and two anchors; attacked in transactions that are rolled back. */
final class AttackedLog implements AutoCloseable {
    private static final List<String> TABLES = List.of(
            "audit_event",
            "audit_leaf",
            "audit_tile",
            "audit_checkpoint",
            "audit_tree",
            "audit_restore",
            "audit_archive");

    /** Where a present and an old event stand in the tree. */
    private static final int LIVE = 75;

    private static final int OLD = 5;
    private static final Pattern CALL = Pattern.compile("(COPY|SWAP|FLIP)\\(((?:[^()]|\\([^()]*\\))*)\\)");

    private final TestDatabase second = EmbeddedPostgres.shared().createDatabase();
    private final ArchiveFixture fixture;
    private final List<CheckpointAnchor> anchors;
    /** What the anchors held after the last publishing; no attack reaches them. */
    private List<KnownCheckpoint> held = List.of();

    AttackedLog(Path folder) throws SQLException {
        this.fixture = new ArchiveFixture(folder).filled();
        second.execute(DatabaseAnchor.ddl(Namespace.defaults()));
        this.anchors = List.of(
                FileAnchor.of("file", folder.resolve("log.anchor"), key()),
                DatabaseAnchor.of("second database", second.dataSource(), Namespace.defaults(), key()));
    }

    ArchiveFixture fixture() {
        return fixture;
    }

    private NoteKey key() {
        return fixture.signer().key();
    }

    void grow(int events) {
        fixture.seal().append(events);
        fixture.sealAll();
    }

    void publish() {
        fixture.sealAll();
        assertThat(anchored().publish()).isInstanceOf(PublishResult.Anchored.class);
        held = known();
    }

    void archive() {
        assertThat(fixture.run()).hasSize(2);
        assertThat(areMonthsGone()).isTrue();
    }

    void bringBack() {
        for (YearMonth month : List.of(fixture.month(), fixture.next())) {
            assertThat(fixture.archive().bringBack(month)).isInstanceOf(ArchiveResult.Moved.class);
        }
    }

    RestoreResult declare() {
        return new AuditSeals(fixture.audit().runner(), fixture.seal().log(), fixture.signer())
                .declareRestored(fixture.seal().trail(), "a test", known());
    }

    boolean areMonthsGone() {
        try {
            return fixture.rows(fixture.month()) == 0;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** As a backup does, transaction ids and all. */
    void backUp(String name) throws SQLException {
        StringBuilder sql = new StringBuilder("create schema " + name);
        TABLES.forEach(table -> sql.append("; create table " + name + "." + table + " as table holdfast." + table));
        fixture.audit().database().execute(sql.toString());
    }

    void putBack(String name) throws SQLException {
        fixture.audit().database().execute(wipe() + "; delete from holdfast.audit_tree; " + copied(name));
    }

    /** What verification says after the attack, with what the anchors hold. */
    SealVerdict attacked(String attack) throws SQLException {
        SealVerifier verifier = new SealVerifier(fixture.seal().log(), key());
        return after(attack, tx -> verifier.verifyAgainst(tx, held));
    }

    /** The newest checkpoint. */
    SignedCheckpoint newest() {
        return fixture.audit().runner().call(proofs()::newest).orElseThrow();
    }

    /** What a stranger gets after the attack: proofs of an old and a present event, and of the log's growth. */
    List<String> handedOut(String attack, SignedCheckpoint older) throws SQLException {
        List<UUID> events = fixture.seal().sealed();
        SealProofs proofs = proofs();
        return after(
                attack,
                tx -> Stream.of(
                                proofs.inclusion(tx, events.get(OLD)),
                                proofs.inclusion(tx, events.get(LIVE)),
                                proofs.consistency(tx, older))
                        .flatMap(Optional::stream)
                        .toList());
    }

    private SealProofs proofs() {
        return new SealProofs(Namespace.defaults(), key());
    }

    private <T> T after(String attack, Function<DSLContext, T> look) throws SQLException {
        try (Connection connection = fixture.audit().database().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set local session_replication_role = replica");
            statement.execute(filled(attack));
            T seen = look.apply(DSL.using(connection, SQLDialect.POSTGRES));
            connection.rollback();
            return seen;
        }
    }

    private AuditAnchors anchored() {
        return new AuditAnchors(fixture.audit().runner(), fixture.seal().log(), key(), anchors);
    }

    private List<KnownCheckpoint> known() {
        return anchored().ask().known();
    }

    private String filled(String attack) throws SQLException {
        YearMonth now = YearMonth.from(fixture.clock().instant().atOffset(ZoneOffset.UTC));
        MonthPartition old = MonthPartition.of(Namespace.defaults(), fixture.month());
        String sql = attack.replace("WIPE", wipe())
                .replace("BACKUP", copied("older"))
                .replace("CUT", cut())
                .replace(
                        "MONTH_NOW",
                        "holdfast."
                                + MonthPartition.of(Namespace.defaults(), now).table())
                .replace("OLD_MONTH", "'" + fixture.month().atDay(1) + "'")
                .replace(
                        "PARTITION",
                        "create table if not exists holdfast." + old.table()
                                + " partition of holdfast.audit_event for values from ('" + old.from() + "') to ('"
                                + old.until() + "')");
        Matcher call = CALL.matcher(sql);
        sql = call.replaceAll(found -> Matcher.quoteReplacement(called(found.group(1), found.group(2))));
        return sql.replaceAll("\\bLIVE\\b", eventAt(LIVE)).replaceAll("\\bOLD\\b", eventAt(OLD));
    }

    private static String called(String name, String argument) {
        return switch (name) {
            case "COPY" -> copy(argument);
            case "SWAP" -> swap(Integer.parseInt(argument));
            default -> flip(Integer.parseInt(argument));
        };
    }

    /** Of the event that stands at a place when the attack begins: the attack may take the entry away. */
    private String eventAt(int leaf) throws SQLException {
        return "'" + fixture.seal().sealed().get(leaf) + "'";
    }

    /** A row like another, under an id, of a transaction long ago; LIVE is the id of the row that is copied. */
    private static String copy(String id) {
        String columns = LeafColumn.select("e").replace("e.id, ", "").replace("e.", "");
        boolean isOfItsTime = id.contains("OLD");
        String target = isOfItsTime ? id + "::uuid" : "overlay(LIVE::text placing 'ffff' from 33)::uuid";
        String values = columns.replace("tx_id", "'5'::xid8").replace("origin", "'IMPORT'");
        if (isOfItsTime) {
            values = values.replace("occurred_at", "holdfast.uuid7_time(" + target + ")");
        }
        return "insert into holdfast.audit_event (id, " + columns + ") select " + target + ", " + values
                + " from holdfast.audit_event where id = LIVE";
    }

    private static String swap(int leaf) {
        return ("create temp table two on commit drop as select leaf_index, event_id from holdfast.audit_leaf"
                        + " where leaf_index in (%1$d, %2$d);"
                        + " update holdfast.audit_leaf set event_id = gen_random_uuid() where leaf_index in (%1$d, %2$d);"
                        + " update holdfast.audit_leaf l set event_id = t.event_id from two t"
                        + " where l.leaf_index = %1$d + %2$d - t.leaf_index and l.leaf_index in (%1$d, %2$d)")
                .formatted(leaf, leaf + 1);
    }

    private static String flip(int leaf) {
        return ("update holdfast.audit_tile set hashes = set_byte(hashes, %1$d, 255 - get_byte(hashes, %1$d))"
                        + " where level = 0 and tile_index = 0")
                .formatted(leaf * 32);
    }

    private static String wipe() {
        return "truncate holdfast.audit_event, holdfast.audit_leaf, holdfast.audit_tile, holdfast.audit_checkpoint,"
                + " holdfast.audit_restore, holdfast.audit_archive";
    }

    private static String copied(String name) {
        StringBuilder sql = new StringBuilder();
        TABLES.forEach(table -> sql.append("insert into holdfast." + table + " table " + name + "." + table + "; "));
        return sql.toString();
    }

    /** To the size of the backup, in every table alike. */
    private String cut() throws SQLException {
        long size = fixture.audit().database().queryLong("select size from older.audit_tree");
        return """
                delete from holdfast.audit_event where id in
                    (select event_id from holdfast.audit_leaf where leaf_index >= %1$d);
                delete from holdfast.audit_leaf where leaf_index >= %1$d;
                delete from holdfast.audit_tile where level = 0 and tile_index > %2$d;
                update holdfast.audit_tile set hashes = substr(hashes, 1, %3$d) where level = 0 and tile_index = %2$d;
                update holdfast.audit_tile set hashes = substr(hashes, 1, %4$d) where level = 1;
                delete from holdfast.audit_checkpoint where size > %1$d;
                update holdfast.audit_tree set size = %1$d""".formatted(size, size / 256, size % 256 * 32, size / 256 * 32);
    }

    @Override
    public void close() {
        second.close();
        fixture.close();
    }
}
