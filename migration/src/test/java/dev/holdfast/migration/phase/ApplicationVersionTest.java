package dev.holdfast.migration.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApplicationVersionTest {
    /** The order of Semantic Versioning 2.0.0 §11, and numbers that a comparison as text gets wrong. */
    private static final List<String> ASCENDING = List.of(
            "0.9",
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-alpha.beta",
            "1.0.0-beta",
            "1.0.0-beta.2",
            "1.0.0-beta.11",
            "1.0.0-rc.1",
            "1.0.0",
            "1.0.1",
            "1.2",
            "1.10",
            "2.0.0",
            "2.1.0",
            "2.1.1",
            "2.1.1.5",
            "10",
            "999999999999999999");

    @Test
    void compareTo_versionsInAnyOrder_sortAsTheStandardSays() {
        List<ApplicationVersion> versions =
                new ArrayList<>(ASCENDING.stream().map(ApplicationVersion::new).toList());
        Collections.shuffle(versions, new Random(7));
        Collections.sort(versions);
        assertThat(versions).extracting(ApplicationVersion::text).containsExactlyElementsOf(ASCENDING);
        assertThat(versions).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"2.4, 2.4.0", "v2.4.0, 2.4.0", "2.4.0+a, 2.4.0+b", "1.0-rc.1, 1.0.0-rc.1", "0, 0.0"})
    void equals_sameVersionInAnotherForm_isEqual(String left, String right) {
        assertThat(new ApplicationVersion(left))
                .isEqualTo(new ApplicationVersion(right))
                .hasSameHashCodeAs(new ApplicationVersion(right));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "latest", "1..2", "1.2.", "-1", "1.2.3.4.5.6.7", "1.0-", "1.0-a..b", "1 .0", "१.०"})
    void new_noVersion_isRefused(String text) {
        assertThatThrownBy(() -> new ApplicationVersion(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("version");
    }
}
