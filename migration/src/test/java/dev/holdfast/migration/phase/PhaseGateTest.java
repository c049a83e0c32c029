package dev.holdfast.migration.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.migration.phase.GateDecision.Closed;
import dev.holdfast.migration.phase.GateDecision.Open;
import dev.holdfast.migration.phase.GateDecision.Reason;
import dev.holdfast.migration.script.ScriptFile;
import dev.holdfast.testkit.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhaseGateTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration WINDOW = PhasePolicy.defaults().window();

    private final MutableClock clock = MutableClock.at(NOON);
    private final List<SeenVersion> seen = new ArrayList<>();
    private final VersionsSeen registry = application ->
            seen.stream().filter(one -> one.application().equals(application)).toList();
    private final PhaseGate gate = PhaseGate.of(registry, PhasePolicy.defaults(), clock);

    private static ScriptFile script(String text) {
        return new ScriptFile("memory", "V9__drop_note.sql", text);
    }

    private static ScriptFile contracting() {
        return script(
                "-- Why: nobody reads it\n\n-- holdfast: requires=shop:2.4.0\nALTER TABLE item DROP COLUMN note;");
    }

    private void see(String instance, String version, Instant at) {
        seen.add(new SeenVersion("shop", instance, version, at));
    }

    @Test
    void check_expandingMigration_isOpenWhateverRuns() {
        see("a", "1.0", NOON);
        assertThat(gate.check(script("ALTER TABLE item ADD COLUMN note text;"))).isInstanceOf(Open.class);
    }

    @ParameterizedTest
    @CsvSource({"2.4.0, true", "2.4, true", "3.0, true", "2.10.0, true", "2.3.9, false", "2.4.0-rc.1, false"})
    void check_oneInstance_isOpenFromTheRequiredVersionOn(String version, boolean open) {
        see("a", version, NOON);
        assertThat(gate.check(contracting()) instanceof Open).isEqualTo(open);
    }

    @Test
    void check_oneOldInstanceAmongNewOnes_isClosedAndNamesIt() {
        see("a", "2.4.0", NOON);
        see("b", "2.3.9", NOON.minusSeconds(60));
        assertThat(gate.check(contracting())).isInstanceOfSatisfying(Closed.class, closed -> {
            assertThat(closed.reason()).isEqualTo(Reason.OLD_VERSION_RUNS);
            assertThat(closed.inTheWay()).extracting(SeenVersion::instance).containsExactly("b");
            assertThat(closed.message())
                    .isEqualTo("V9__drop_note.sql requires shop 2.4.0 or newer, but b runs 2.3.9:"
                            + " update or stop it, then run again");
        });
    }

    @Test
    void check_oldInstanceLastSeenAtTheWindowsEdge_countsUntilTheWindowIsOver() {
        see("new", "2.4.0", NOON.plus(Duration.ofDays(1)));
        see("old", "1.0", NOON.minus(WINDOW));
        assertThat(gate.check(contracting())).isInstanceOf(Closed.class);
        clock.advance(Duration.ofMillis(1));
        assertThat(gate.check(contracting())).isInstanceOf(Open.class);
    }

    @Test
    void check_nobodySeen_isClosedUnlessAllowed() {
        see("old", "1.0", NOON.minus(WINDOW).minusSeconds(1));
        assertThat(gate.check(contracting()))
                .isInstanceOfSatisfying(
                        Closed.class, closed -> assertThat(closed.reason()).isEqualTo(Reason.NOBODY_SEEN));
        PhaseGate lenient = PhaseGate.of(registry, PhasePolicy.defaults().allowUnseen(), clock);
        assertThat(lenient.check(contracting())).isInstanceOf(Open.class);
        see("old", "1.0", NOON);
        assertThat(lenient.check(contracting())).isInstanceOf(Closed.class);
    }

    @Test
    void check_versionThatCannotBeRead_isClosed() {
        see("a", "nightly", NOON);
        assertThat(gate.check(contracting()))
                .isInstanceOfSatisfying(
                        Closed.class, closed -> assertThat(closed.reason()).isEqualTo(Reason.UNREADABLE_VERSION));
    }

    /** A misspelt requirement must not pass as none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "requires=shop",
                "requires=:2.4",
                "requires=shop:",
                "requires=shop:new",
                "require=shop:2.4",
                "requires = shop:2.4",
                "requires=shop:2.4 requires=shop:2.5",
                ""
            })
    void check_malformedHead_isRefusedWithTheScriptsName(String settings) {
        ScriptFile script = script("-- holdfast: " + settings + "\nSELECT 1;");
        assertThatThrownBy(() -> gate.check(script))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(?s).*(V9__drop_note.sql|version must be).*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1;\n-- holdfast: requires=shop:99",
                "SELECT '\n-- holdfast: requires=shop:99\n';",
                "/*\n-- holdfast: requires=shop:99\n*/ SELECT 1;"
            })
    void check_wordsThatAreNotInTheHead_areNoRequirement(String text) {
        assertThat(gate.check(script(text))).isInstanceOf(Open.class);
    }

    @Nested
    class InMemoryRegistry extends VersionsSeenContract {
        @Override
        protected VersionsSeen holding(List<SeenVersion> instances) {
            seen.addAll(instances);
            return registry;
        }
    }

    @Nested
    class Contract extends MigrationGateContract {
        @Override
        protected MigrationGate gate() {
            return gate;
        }

        @Override
        protected ScriptFile passing() {
            return script("SELECT 1;");
        }

        @Override
        protected ScriptFile refused() {
            return contracting();
        }
    }
}
