package dev.holdfast.audit.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.archive.ArchiveResult.Moved;
import dev.holdfast.audit.archive.ArchiveResult.Reason;
import dev.holdfast.audit.archive.ArchiveResult.Stopped;
import dev.holdfast.audit.archive.format.ArchiveVerdict;
import dev.holdfast.audit.archive.format.ArchiveVerdict.Intact;
import dev.holdfast.audit.seal.verify.SealVerdict;
import dev.holdfast.audit.seal.verify.SealVerdict.Sealed;
import dev.holdfast.core.event.Category;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditArchiveTest {
    @TempDir
    private Path directory;

    private ArchiveFixture fixture;
    private YearMonth month;

    @BeforeEach
    void open() {
        fixture = new ArchiveFixture(directory);
        month = fixture.month();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void run_monthsEligible_leaveTheLogAndArePartOfTheProof() throws SQLException {
        fixture.filled();
        SealVerdict before = fixture.verdict();
        assertThat(fixture.archive().run())
                .containsExactly(
                        new Moved(month, ArchiveState.DROPPED), new Moved(fixture.next(), ArchiveState.DROPPED));
        assertThat(List.of(fixture.rows(month), fixture.rows(fixture.next()))).containsExactly(0L, 0L);
        assertThat(fixture.archived(month)).isEqualTo(new Intact(fixture.opened(month)));
        assertThat(fixture.archived(fixture.next())).isInstanceOf(Intact.class);
        assertThat(fixture.opened(month).leaves().events()).isEqualTo(200);
        fixture.sealAll();
        assertThat(before)
                .isInstanceOfSatisfying(
                        Sealed.class, whole -> assertThat(whole.archived()).isZero());
        assertThat(fixture.verdict())
                .isInstanceOfSatisfying(
                        Sealed.class, whole -> assertThat(whole.archived()).isEqualTo(350));
        assertThat(fixture.archive().run()).as("again").isEmpty();
    }

    @Test
    void bringBack_month_isTheLogItWasAndLeavesAgain() throws SQLException {
        fixture.filled();
        String rows = "select string_agg(e::text, ';' order by id) from holdfast.audit_event e where origin = 'IMPORT'";
        List<String> before = fixture.audit().database().queryStrings(rows);
        fixture.run();
        assertThat(fixture.archive().bringBack(month)).isEqualTo(new Moved(month, ArchiveState.RETURNED));
        assertThat(fixture.archive().bringBack(fixture.next())).isInstanceOf(Moved.class);
        assertThat(fixture.audit().database().queryStrings(rows)).isEqualTo(before);
        fixture.sealAll();
        assertThat(fixture.verdict())
                .isInstanceOfSatisfying(
                        Sealed.class, whole -> assertThat(whole.archived()).isZero());
        assertThat(fixture.archive().run()).as("it stays").isEmpty();
        assertThat(fixture.archive().release(month)).isEqualTo(new Moved(month, ArchiveState.VERIFIED));
        assertThat(fixture.archive().run()).containsExactly(new Moved(month, ArchiveState.DROPPED));
        fixture.sealAll();
        assertThat(fixture.verdict())
                .isInstanceOfSatisfying(
                        Sealed.class, whole -> assertThat(whole.archived()).isEqualTo(200));
    }

    @Test
    void run_eventNotSealed_staysUntilItIs() throws SQLException {
        fixture.filled();
        fixture.append(month, 1);
        assertThat(fixture.archive().run()).contains(new Stopped(month, ArchiveState.ELIGIBLE, Reason.NOT_SEALED));
        assertThat(fixture.rows(month)).isEqualTo(201);
        fixture.sealAll();
        assertThat(fixture.archive().run()).containsExactly(new Moved(month, ArchiveState.DROPPED));
    }

    @Test
    void run_eventChanged_isNeverDropped() throws SQLException {
        fixture.filled();
        fixture.audit()
                .database()
                .execute("update holdfast.audit_event set actor_id = 'nobody' where id ="
                        + " (select id from holdfast.audit_event order by id limit 1)");
        assertThat(fixture.archive().run()).contains(new Stopped(month, ArchiveState.ELIGIBLE, Reason.NOT_PROVEN));
        assertThat(fixture.rows(month)).isEqualTo(200);
    }

    @Test
    void run_rowsAddedBetweenVerifyingAndDropping_areAttachedAgainAndArchivedAnew() throws SQLException {
        fixture.filled();
        fixture.run();
        assertThat(fixture.archive().bringBack(month)).isInstanceOf(Moved.class);
        fixture.append(month, 1);
        assertThat(fixture.archive().release(month)).isInstanceOf(Moved.class);
        assertThat(fixture.archive().run())
                .containsExactly(new Stopped(month, ArchiveState.ELIGIBLE, Reason.ROWS_DIFFER));
        assertThat(fixture.rows(month)).as("part of the log again").isEqualTo(201);
        fixture.sealAll();
        assertThat(fixture.archive().run()).containsExactly(new Moved(month, ArchiveState.DROPPED));
        assertThat(fixture.opened(month).leaves().events()).isEqualTo(201);
        assertThat(fixture.verdict())
                .isInstanceOfSatisfying(
                        SealVerdict.Pending.class,
                        young -> assertThat(young.archived()).isEqualTo(351));
    }

    /** Detached for a moment, the late event would be in neither place; a reader shows that nobody tried. */
    @Test
    void run_rowsAddedAndSealedSinceTheArchive_stayInTheLog() throws Exception {
        fixture.filled();
        fixture.run();
        assertThat(fixture.archive().bringBack(month)).isInstanceOf(Moved.class);
        fixture.append(month, 1);
        fixture.sealAll();
        assertThat(fixture.archive().release(month)).isInstanceOf(Moved.class);
        AuditArchive archive = fixture.archive(RetentionPolicy.defaults().withLockTimeout(Duration.ofMillis(50)));
        try (Connection reader = fixture.audit().database().connect();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("select count(*) from holdfast.audit_event");
            assertThat(archive.run()).containsExactly(new Stopped(month, ArchiveState.ELIGIBLE, Reason.ROWS_DIFFER));
            reader.rollback();
        }
        assertThat(archive.run()).containsExactly(new Moved(month, ArchiveState.DROPPED));
        assertThat(fixture.opened(month).leaves().events()).isEqualTo(201);
        assertThat(fixture.store().list())
                .as("events, path and manifest of the newer archive alone")
                .filteredOn(name -> name.contains(month.toString()))
                .hasSize(3);
    }

    @Test
    void run_longReaderOfTheLog_isWaitedForAndThenFinished() throws SQLException {
        fixture.filled();
        AuditArchive archive = fixture.archive(RetentionPolicy.defaults().withLockTimeout(Duration.ofMillis(50)));
        try (Connection reader = fixture.audit().database().connect();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("select count(*) from holdfast.audit_event");
            assertThat(archive.run()).contains(new Stopped(month, ArchiveState.VERIFIED, Reason.LOCKED));
            fixture.append(fixture.next(), 0);
            assertThat(fixture.verdict())
                    .isInstanceOfSatisfying(
                            Sealed.class, whole -> assertThat(whole.archived()).isEqualTo(200));
            reader.rollback();
        }
        assertThat(archive.run()).contains(new Moved(month, ArchiveState.DROPPED));
        fixture.sealAll();
        assertThat(fixture.verdict())
                .isInstanceOfSatisfying(
                        Sealed.class, whole -> assertThat(whole.archived()).isEqualTo(350));
    }

    @Test
    void run_monthWhoseHotTimeIsOver_leavesAtTheBoundary() {
        fixture.append(month, 1);
        fixture.sealAll();
        Instant end = month.plusMonths(1).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        fixture.clock().set(end.plus(Duration.ofDays(90)).minusNanos(1));
        assertThat(fixture.archive().run()).isEmpty();
        fixture.clock().advance(Duration.ofNanos(1));
        assertThat(fixture.archive().run()).containsExactly(new Moved(month, ArchiveState.DROPPED));
    }

    @Test
    void run_archiveWhoseTimeIsOver_isDeletedAtTheBoundaryAndStaysExcused() throws Exception {
        fixture.close();
        fixture = ArchiveFixture.old(directory);
        month = fixture.month();
        fixture.append(month, 3, event -> event.category(Category.DATA));
        fixture.sealAll();
        RetentionPolicy policy = RetentionPolicy.defaults().withKept(Category.DATA, 14);
        assertThat(fixture.archive(policy).run()).contains(new Moved(month, ArchiveState.DROPPED));
        assertThat(fixture.store().list()).anyMatch(name -> name.contains(month.toString()));
        fixture.clock()
                .set(month.plusMonths(15)
                        .atDay(1)
                        .atStartOfDay()
                        .toInstant(ZoneOffset.UTC)
                        .minusNanos(1));
        assertThat(fixture.archive(policy).run()).doesNotContain(new Moved(month, ArchiveState.EXPIRED));
        assertThat(fixture.archived(month)).isInstanceOf(Intact.class);
        fixture.clock().advance(Duration.ofNanos(1));
        assertThat(fixture.archive(policy).run()).contains(new Moved(month, ArchiveState.EXPIRED));
        assertThat(fixture.store().list()).noneMatch(name -> name.contains(month.toString()));
        assertThat(fixture.archived(month))
                .isInstanceOfSatisfying(
                        ArchiveVerdict.Broken.class,
                        gone -> assertThat(gone.reason()).isEqualTo(ArchiveVerdict.Reason.FILE_MISSING));
        fixture.sealAll();
        assertThat(fixture.verdict()).isInstanceOf(Sealed.class);
    }

    @Test
    void import_intoADroppedMonth_isNoAccusationAndComesBackWithTheRest() throws SQLException {
        fixture.filled();
        fixture.run();
        fixture.audit().partitions(fixture.clock()).ensure(month, month);
        assertThat(fixture.verdict()).as("an empty table").isNotInstanceOf(SealVerdict.Broken.class);
        fixture.append(month, 1);
        fixture.sealAll();
        assertThat(fixture.verdict())
                .isInstanceOfSatisfying(
                        Sealed.class, whole -> assertThat(whole.archived()).isEqualTo(350));
        assertThat(fixture.archive().run()).as("only what was asked for").isEmpty();
        assertThat(fixture.archive().bringBack(month)).isEqualTo(new Moved(month, ArchiveState.RETURNED));
        assertThat(fixture.rows(month)).isEqualTo(201);
        assertThat(fixture.archive().release(month)).isInstanceOf(Moved.class);
        assertThat(fixture.archive().run())
                .containsExactly(new Stopped(month, ArchiveState.ELIGIBLE, Reason.ROWS_DIFFER));
        fixture.sealAll();
        assertThat(fixture.archive().run()).containsExactly(new Moved(month, ArchiveState.DROPPED));
        assertThat(fixture.opened(month).leaves().events()).isEqualTo(201);
        fixture.audit().database().execute("delete from holdfast.audit_archive");
        assertThat(fixture.verdict()).isInstanceOf(SealVerdict.Broken.class);
    }

    @Test
    void run_returnedMonthTamperedWith_staysAndItsArchiveIsNotWrittenOver() throws SQLException {
        fixture.filled();
        fixture.run();
        assertThat(fixture.archive().bringBack(month)).isInstanceOf(Moved.class);
        fixture.audit()
                .database()
                .execute("delete from holdfast.audit_event where id ="
                        + " (select id from holdfast.audit_event order by id limit 1);"
                        + " update holdfast.audit_event set actor_id = 'nobody' where origin = 'IMPORT'");
        assertThat(fixture.archive().release(month)).isInstanceOf(Moved.class);
        assertThat(fixture.archive().run())
                .containsExactly(new Stopped(month, ArchiveState.ELIGIBLE, Reason.ROWS_DIFFER));
        // Nothing was sealed meanwhile: the archive made anew would have the same name.
        assertThat(fixture.archive().run())
                .containsExactly(new Stopped(month, ArchiveState.ELIGIBLE, Reason.NOT_PROVEN));
        assertThat(fixture.rows(month)).isEqualTo(199);
        assertThat(fixture.archived(month)).isInstanceOf(Intact.class);
    }
}
