package dev.holdfast.audit.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.audit.archive.ArchiveResult.Moved;
import dev.holdfast.audit.archive.ArchiveResult.Reason;
import dev.holdfast.audit.archive.ArchiveResult.Stopped;
import dev.holdfast.audit.archive.format.ArchiveVerdict.Intact;
import dev.holdfast.audit.archive.store.ArchiveStore;
import dev.holdfast.audit.hold.HoldScope;
import dev.holdfast.audit.hold.LegalHold;
import dev.holdfast.audit.seal.verify.SealVerdict;
import dev.holdfast.core.event.Category;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What archiving must not believe: one clock alone, that a file read twice is one file, and that a store is its own. */
class ArchiveTrustTest {
    @TempDir
    private Path directory;

    private ArchiveFixture fixture;
    private YearMonth month;

    @BeforeEach
    void open() {
        fixture = new ArchiveFixture(directory);
        month = fixture.month();
        fill(fixture);
    }

    /** Some events in each month, the present one in between. */
    private static void fill(ArchiveFixture log) {
        log.append(log.month(), 2);
        log.seal().append(2);
        log.append(log.next(), 1);
        log.append(log.month(), 2);
        log.sealAll();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    /** Else the first run would export, drop and delete the whole log, and leave its writers without the present month. */
    @Test
    void run_hostsClockThreeYearsAhead_takesAndDeletesNothingThatIsNotOldEnough() throws SQLException {
        String present = "select count(*) from holdfast.audit_event where origin = 'LIVE'";
        String months = "select count(*) from pg_inherits where inhparent = 'holdfast.audit_event'::regclass";
        long before = fixture.audit().database().queryLong(months);
        fixture.clock().advance(Duration.ofDays(3 * 366));
        assertThat(fixture.archive().run())
                .containsExactly(
                        new Moved(month, ArchiveState.DROPPED), new Moved(fixture.next(), ArchiveState.DROPPED));
        assertThat(fixture.archive().run()).as("and deletes no archive").isEmpty();
        assertThat(fixture.archived(month)).isInstanceOf(Intact.class);
        assertThat(fixture.audit().database().queryLong(months)).isEqualTo(before - 2);
        assertThat(fixture.audit().database().queryLong(present)).isGreaterThanOrEqualTo(2);
        assertThat(fixture.seal().append(1)).hasSize(1);
    }

    /** The earlier clock decides, whichever it is. */
    @Test
    void run_hostsClockSetBack_waits() {
        fixture.clock().set(fixture.clock().instant().minus(Duration.ofDays(3 * 366)));
        assertThat(fixture.archive().run()).isEmpty();
    }

    @Test
    void run_policyKeepsAnEnrolledMonthLonger_leavesItInTheLog() throws SQLException {
        fixture.append(month, 1);
        assertThat(fixture.archive().run()).contains(new Stopped(month, ArchiveState.ELIGIBLE, Reason.NOT_SEALED));
        fixture.sealAll();
        RetentionPolicy longer = RetentionPolicy.defaults().withHot(Duration.ofDays(365));
        assertThat(fixture.archive(longer).run()).isEmpty();
        assertThat(fixture.rows(month)).isEqualTo(5);
        assertThat(fixture.archive().run()).containsExactly(new Moved(month, ArchiveState.DROPPED));
    }

    /** Within the log it could still be added to between the last look and the drop. */
    @Test
    void run_detachedMonthAttachedByHand_isDetachedAnewBeforeItIsDropped() throws SQLException {
        LegalHold hold = fixture.audit()
                .runner()
                .call(tx -> fixture.holds()
                        .set(
                                tx,
                                HoldScope.everything()
                                        .withPeriod(
                                                Instant.EPOCH, fixture.clock().instant()),
                                "case",
                                "counsel"));
        assertThat(fixture.archive().run()).contains(new Stopped(month, ArchiveState.VERIFIED, Reason.HELD));
        boolean lifted = fixture.audit().runner().call(tx -> fixture.holds().lift(tx, hold.id(), "closed", "counsel"));
        assertThat(lifted).isTrue();
        fixture.audit().database().execute("update holdfast.audit_archive set state = 'DETACHED'");
        assertThat(fixture.archive().run()).contains(new Stopped(month, ArchiveState.VERIFIED, Reason.TABLE_MISSING));
        assertThat(fixture.rows(month)).isEqualTo(4);
        assertThat(fixture.archive().run()).contains(new Moved(month, ArchiveState.DROPPED));
    }

    /** What a month holds, and so how long it is kept, no other month's manifest says, though the key has signed it. */
    @Test
    void run_manifestOfAnotherMonth_deletesNoArchiveBeforeItsTime() throws IOException, SQLException {
        try (ArchiveFixture old = ArchiveFixture.old(Files.createDirectory(directory.resolve("old")))) {
            RetentionPolicy policy = RetentionPolicy.defaults().withKept(Category.SESSION, 14);
            old.append(old.month(), 1, event -> event.category(Category.SESSION));
            old.append(old.next(), 1, event -> event.category(Category.DATA));
            old.sealAll();
            assertThat(old.archive(policy).run()).hasSize(2);
            old.audit()
                    .database()
                    .execute("update holdfast.audit_archive set manifest = '" + old.manifest(old.next())
                            + "' where month = '" + old.month().atDay(1) + "'");
            old.clock().set(old.month().plusMonths(14).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC));
            assertThat(old.archive(policy).run())
                    .contains(new Stopped(old.month(), ArchiveState.DROPPED, Reason.NOT_PROVEN));
            assertThat(old.store().list())
                    .anyMatch(name -> name.contains(old.month().toString()));
        }
    }

    @Test
    void bringBack_fileReplacedAfterItWasVerified_bringsNothing() throws SQLException {
        fixture.run();
        String events = fixture.opened(month).files().events().name();
        assertThatThrownBy(() -> archive(new Swapping(fixture.store(), events)).bringBack(month))
                .isInstanceOf(ArchiveException.class)
                .hasRootCauseMessage("file " + events + " must be the one that was signed, but changed since it was"
                        + " verified: verify the archive");
        assertThat(fixture.rows(month)).isZero();
        assertThat(fixture.state(month)).isEqualTo("DROPPED");
        assertThat(fixture.archive().bringBack(month)).isEqualTo(new Moved(month, ArchiveState.RETURNED));
        assertThat(fixture.rows(month)).isEqualTo(4);
        assertThat(fixture.archive().bringBack(month)).as("again").isInstanceOf(ArchiveResult.Stopped.class);
        assertThat(fixture.rows(month)).isEqualTo(4);
        fixture.sealAll();
        assertThat(fixture.verdict()).isInstanceOf(SealVerdict.Sealed.class);
    }

    /** Both logs name the files of a month alike, and what one calls an older export is the other's only archive. */
    @Test
    void run_intoTheStoreOfAnotherLog_isRefusedAndDeletesNothing() throws SQLException {
        fixture.run();
        try (ArchiveFixture other = new ArchiveFixture(directory)) {
            fill(other);
            other.append(month, 1);
            other.sealAll();
            assertThatThrownBy(() -> other.archive().run())
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining("give each log a store of its own");
            assertThat(other.rows(month)).isEqualTo(5);
        }
        assertThat(fixture.archived(month)).isInstanceOf(Intact.class);
    }

    private AuditArchive archive(ArchiveStore store) {
        return fixture.archive(
                fixture.audit().runner(), fixture.audit().database().dataSource(), store);
    }

    /** Gives the true file while it is verified, twice, and then one with an event more, which has no leaf. */
    private static final class Swapping implements ArchiveStore {
        private final ArchiveStore store;
        private final String events;
        private int readings;

        private Swapping(ArchiveStore store, String events) {
            this.store = store;
            this.events = events;
        }

        @Override
        public InputStream read(String name) throws IOException {
            return name.equals(events) && ++readings > 2 ? forged() : store.read(name);
        }

        private InputStream forged() throws IOException {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            try (InputStream in = new GZIPInputStream(store.read(events));
                    GZIPOutputStream out = new GZIPOutputStream(file)) {
                String lines = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                String first = lines.substring(0, lines.indexOf('\n') + 1);
                String forged = first.replaceFirst("(\"id\":\"[0-9a-f-]{35})[0-9a-f]", "$1" + lastOfNone(lines));
                out.write((lines + forged).getBytes(StandardCharsets.UTF_8));
            }
            return new ByteArrayInputStream(file.toByteArray());
        }

        /** A last digit that makes the first line's id one of no event. */
        private static char lastOfNone(String lines) {
            String id = lines.substring(lines.indexOf("\"id\":\"") + 6, lines.indexOf("\"id\":\"") + 41);
            return "0123456789abcdef"
                    .chars()
                    .mapToObj(digit -> (char) digit)
                    .filter(digit -> !lines.contains(id + digit))
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public void write(String name, Content content) throws IOException {
            store.write(name, content);
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
