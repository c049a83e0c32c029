package dev.holdfast.migration.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.migration.script.NamedScript.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;

/** What every {@link MigrationNaming} must do; a host runs it on its own naming. */
public abstract class MigrationNamingContract {
    /**
     * The naming.
     *
     * @return the naming under test
     */
    protected abstract MigrationNaming naming();

    /**
     * The files of a location whose names follow the rules.
     *
     * @return at least two migrations with versions, in the order of their paths
     */
    protected abstract List<ScriptFile> wellFormed();

    /**
     * An SQL file whose name does not follow the rules.
     *
     * @return the file
     */
    protected abstract ScriptFile malformed();

    @Test
    public void read_wellFormed_givesEachFileOnceAndTheSameEachTime() {
        List<NamedScript> named = naming().read(wellFormed());
        assertThat(named).extracting(NamedScript::file).containsExactlyInAnyOrderElementsOf(wellFormed());
        assertThat(naming().read(wellFormed())).isEqualTo(named);
        assertThat(named.stream().filter(one -> one.role() == Role.VERSIONED))
                .hasSizeGreaterThan(1)
                .extracting(NamedScript::version)
                .doesNotHaveDuplicates();
    }

    /** A team that returns to a plain Flyway renames its files, and finds its history fitting. */
    @Test
    public void read_wellFormed_isWhatFlywayWouldReadFromTheFileRenamed() {
        for (NamedScript one : naming().read(wellFormed())) {
            if (one.role() != Role.VERSIONED) {
                continue;
            }
            assertThat(MigrationVersion.fromVersion(one.version()).getVersion()).isEqualTo(one.version());
            String name = "V" + one.version() + "__" + one.description().replace(' ', '_') + ".sql";
            assertThat(MigrationNaming.flyway().read(List.of(new ScriptFile("memory", name, "SELECT 1;"))))
                    .singleElement()
                    .satisfies(theirs -> {
                        assertThat(theirs.version()).isEqualTo(one.version());
                        assertThat(theirs.description()).isEqualTo(one.description());
                    });
        }
    }

    @Test
    public void read_repeatableOrCallback_hasNoVersion() {
        assertThat(naming().read(wellFormed()))
                .filteredOn(one -> one.role() == Role.REPEATABLE || one.role() == Role.CALLBACK)
                .allSatisfy(one -> assertThat(one.version()).isEmpty());
    }

    @Test
    public void read_fileThatIsNoSql_isPassedOver() {
        List<ScriptFile> more = new ArrayList<>(wellFormed());
        more.add(new ScriptFile("memory", "README.md", "what these are"));
        assertThat(naming().read(more)).isEqualTo(naming().read(wellFormed()));
        assertThat(naming().read(List.of())).isEmpty();
    }

    @Test
    public void read_malformed_isRefusedNamingTheFile() {
        List<ScriptFile> both =
                Stream.concat(wellFormed().stream(), Stream.of(malformed())).toList();
        assertThatThrownBy(() -> naming().read(both))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(malformed().fileName());
    }

    @Test
    public void read_fromManyThreads_givesTheSame() {
        MigrationNaming shared = naming();
        List<NamedScript> alone = shared.read(wellFormed());
        assertThat(Stream.generate(this::wellFormed).limit(200).parallel().map(shared::read))
                .allSatisfy(named -> assertThat(named).isEqualTo(alone));
    }
}
