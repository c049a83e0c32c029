package dev.holdfast.audit.archive;

import static dev.holdfast.audit.seal.verify.SealFinding.Kind.ARCHIVE_FORGED;
import static dev.holdfast.audit.seal.verify.SealFinding.Kind.CHANGED;
import static dev.holdfast.audit.seal.verify.SealFinding.Kind.CHECKPOINT_FORGED;
import static dev.holdfast.audit.seal.verify.SealFinding.Kind.DELETED;
import static dev.holdfast.audit.seal.verify.SealFinding.Kind.INSERTED;
import static dev.holdfast.audit.seal.verify.SealFinding.Kind.LEAF_FORGED;
import static dev.holdfast.audit.seal.verify.SealFinding.Kind.REORDERED;
import static dev.holdfast.audit.seal.verify.SealFinding.Kind.REWRITTEN;
import static dev.holdfast.audit.seal.verify.SealFinding.Kind.TAIL_CUT;
import static dev.holdfast.audit.seal.verify.SealFinding.Kind.TILE_FORGED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.seal.restore.RestoreResult;
import dev.holdfast.audit.seal.verify.SealFinding;
import dev.holdfast.audit.seal.verify.SealFinding.Kind;
import dev.holdfast.audit.seal.verify.SealVerdict;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each attack by a superuser without the key, in each state that a log can be in, with two anchors: detected, and named as
 * what it is. The list of cells, with those that other tests have, stands in {@code docs/design/audit-attacks.md}.
 */
class AttackMatrixTest {
    /** What is done to a log whose old months are in it, or out of it; and what verification says of each. */
    @SuppressWarnings("ImmutableEnumChecker") // No set is handed out or changed.
    enum Attack {
        LIVE_EVENT_CHANGED("update holdfast.audit_event set actor_id = 'nobody' where id = LIVE", CHANGED),
        LIVE_EVENT_DELETED("delete from holdfast.audit_event where id = LIVE", DELETED),
        LIVE_EVENT_INSERTED("COPY(LIVE)", INSERTED),
        LIVE_EVENTS_SWAPPED("SWAP(75)", REORDERED),
        LIVE_LEAF_ENTRY_GONE("delete from holdfast.audit_leaf where leaf_index = 75", LEAF_FORGED, INSERTED),
        LIVE_LEAF_HASH_FORGED("FLIP(75)", TILE_FORGED),
        LIVE_EVENT_CHANGED_WITH_ITS_HASH(
                "FLIP(75); update holdfast.audit_event set actor_id = 'nobody' where id = LIVE",
                CHANGED,
                REWRITTEN,
                TILE_FORGED),
        LIVE_MONTH_DETACHED("alter table holdfast.audit_event detach partition MONTH_NOW", DELETED),
        OLD_EVENT_CHANGED(
                "update holdfast.audit_event set actor_id = 'nobody' where id = OLD",
                EnumSet.of(CHANGED),
                "PARTITION; COPY(OLD)",
                EnumSet.of(CHANGED, INSERTED)),
        OLD_EVENT_DELETED(
                "delete from holdfast.audit_event where id = OLD",
                EnumSet.of(DELETED),
                "delete from holdfast.audit_archive where month = OLD_MONTH",
                EnumSet.of(DELETED)),
        EVENT_BACKDATED_INTO_AN_OLD_MONTH(
                "COPY(overlay(OLD::text placing 'ffff' from 33)::uuid)",
                EnumSet.of(INSERTED),
                "PARTITION; COPY(overlay(OLD::text placing 'ffff' from 33)::uuid)",
                EnumSet.of(INSERTED)),
        OLD_EVENTS_SWAPPED("SWAP(5)", EnumSet.of(REORDERED), "SWAP(5)", EnumSet.of(ARCHIVE_FORGED, DELETED)),
        OLD_LEAF_ENTRY_GONE(
                "delete from holdfast.audit_leaf where leaf_index = 5",
                EnumSet.of(LEAF_FORGED, INSERTED),
                "delete from holdfast.audit_leaf where leaf_index = 5",
                EnumSet.of(LEAF_FORGED, ARCHIVE_FORGED, DELETED)),
        OLD_LEAF_HASH_FORGED(
                "FLIP(5)",
                EnumSet.of(TILE_FORGED),
                "FLIP(5)",
                EnumSet.of(REWRITTEN, TILE_FORGED, ARCHIVE_FORGED, DELETED)),
        CHECKPOINT_GONE(
                "delete from holdfast.audit_checkpoint where size = (select max(size) from holdfast.audit_checkpoint)",
                CHECKPOINT_FORGED),
        CHECKPOINT_OF_ANOTHER_SIZE(
                "update holdfast.audit_checkpoint set note = (select note from holdfast.audit_checkpoint"
                        + " order by size desc offset 1 limit 1) where size = (select max(size) from holdfast.audit_checkpoint)",
                CHECKPOINT_FORGED),
        TAIL_CUT_OFF("CUT", TAIL_CUT),
        LOG_DELETED("WIPE; update holdfast.audit_tree set size = 0", TAIL_CUT),
        BACKUP_PUT_BACK("WIPE; delete from holdfast.audit_tree; BACKUP", TAIL_CUT);

        private final String present;
        private final Set<Kind> namedPresent;
        private final String gone;
        private final Set<Kind> namedGone;

        Attack(String sql, Kind first, Kind... others) {
            this(sql, EnumSet.of(first, others), sql, EnumSet.of(first, others));
        }

        Attack(String present, Set<Kind> namedPresent, String gone, Set<Kind> namedGone) {
            this.present = present;
            this.namedPresent = namedPresent;
            this.gone = gone;
            this.namedGone = namedGone;
        }

        /** What it does while the old months are in the log. */
        String present() {
            return present;
        }
    }

    @Nested
    class Hot extends Cells {
        @Override
        void bring(AttackedLog log) {
            log.publish();
        }
    }

    @Nested
    class Archived extends Cells {
        @Override
        void bring(AttackedLog log) {
            log.publish();
            log.archive();
        }
    }

    /** Archived, dropped, and brought back. */
    @Nested
    class Returned extends Cells {
        @Override
        void bring(AttackedLog log) {
            log.publish();
            log.archive();
            log.bringBack();
        }
    }

    /** Archived; then lost after a backup, put back from it, and declared. */
    @Nested
    class Restored extends Cells {
        @Override
        void bring(AttackedLog log) throws SQLException {
            log.archive();
            log.publish();
            log.backUp("before");
            log.grow(30);
            log.publish();
            log.putBack("before");
            assertThat(log.declare()).isInstanceOf(RestoreResult.Declared.class);
            log.publish();
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Cells {
        private AttackedLog log;

        /** Brings a filled log into the state. */
        abstract void bring(AttackedLog filled) throws SQLException;

        @BeforeAll
        void prepare(@TempDir Path folder) throws SQLException {
            log = new AttackedLog(folder);
            bring(log);
            log.grow(20);
            log.publish();
            log.backUp("older");
            log.grow(20);
            log.publish();
        }

        @AfterAll
        void close() {
            log.close();
        }

        @Test
        void verify_untouched_isSealed() throws SQLException {
            assertThat(log.attacked("select 1")).isInstanceOf(SealVerdict.Sealed.class);
        }

        @ParameterizedTest
        @EnumSource
        void verify_attack_isNamed(Attack attack) throws SQLException {
            boolean isGone = log.areMonthsGone();
            SealVerdict verdict = log.attacked(isGone ? attack.gone : attack.present);
            assertThat(verdict).isInstanceOf(SealVerdict.Broken.class);
            List<SealFinding> findings = ((SealVerdict.Broken) verdict).findings();
            assertThat(findings.stream().map(SealFinding::kind).collect(Collectors.toSet()))
                    .isEqualTo(isGone ? attack.namedGone : attack.namedPresent);
            if (attack.namedPresent.contains(TAIL_CUT)) {
                assertThat(findings)
                        .extracting(SealFinding::source)
                        .as("each anchor names it")
                        .containsOnly("file", "second database");
            }
        }

        @Test
        void verify_sealerStopped_isOverdue() throws SQLException {
            Instant now = log.fixture().clock().instant();
            log.fixture()
                    .clock()
                    .advance(log.fixture().seal().log().policy().overdueAfter().plus(Duration.ofSeconds(1)));
            try {
                assertThat(log.attacked("select 1")).isInstanceOf(SealVerdict.Overdue.class);
            } finally {
                log.fixture().clock().set(now);
            }
        }
    }
}
