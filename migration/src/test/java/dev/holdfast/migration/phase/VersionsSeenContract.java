package dev.holdfast.migration.phase;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link VersionsSeen} must do; a host runs it on its own registry. */
public abstract class VersionsSeenContract {
    /**
     * A registry in which these instances, and no others of their applications, have been seen.
     *
     * @param instances the instances
     * @return the registry
     */
    protected abstract VersionsSeen holding(List<SeenVersion> instances);

    private static SeenVersion shop(String instance, String version) {
        return new SeenVersion("shop", instance, version, Instant.parse("2026-03-01T10:00:00Z"));
    }

    @Test
    public void of_severalInstances_givesEachOnceWithItsVersion() {
        VersionsSeen seen = holding(List.of(shop("a", "1.0"), shop("b", "1.1")));
        assertThat(seen.of("shop")).extracting(SeenVersion::version).containsExactlyInAnyOrder("1.0", "1.1");
        assertThat(seen.of("shop")).allMatch(one -> one.application().equals("shop"));
    }

    @Test
    public void of_anotherApplication_isNotMixedIn() {
        VersionsSeen seen = holding(List.of(
                shop("a", "1.0"), new SeenVersion("shopping", "a", "9.0", Instant.parse("2026-03-01T10:00:00Z"))));
        assertThat(seen.of("shop")).extracting(SeenVersion::version).containsExactly("1.0");
    }

    @Test
    public void of_unknownApplication_isEmpty() {
        assertThat(holding(List.of(shop("a", "1.0"))).of("nobody")).isEmpty();
    }
}
