package dev.holdfast.examples.markenmate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadmeTest {
    private static final Path TOP = Path.of("../..");

    @ParameterizedTest
    @CsvSource({"# Holdfast, Quickstart", "## Audit, KeptLog", "### Proven to strangers, ProvenLog"})
    void readme_firstExampleOfASection_isCodeThatCompiles(String heading, String file) throws IOException {
        String readme = Files.readString(TOP.resolve("README.md"));
        int section = ("\n" + readme).indexOf("\n" + heading + "\n");
        assertThat(section).isNotNegative();
        int begin = readme.indexOf("```java", section) + "```java".length();
        String example = readme.substring(begin, readme.indexOf("```", begin));
        String source =
                Files.readString(Path.of("src/main/java/dev/holdfast/examples/markenmate/readme/" + file + ".java"));

        assertThat(squeezed(example)).hasSizeGreaterThan(200);
        assertThat(squeezed(source)).contains(squeezed(example));
    }

    @Test
    void readme_numberOfSteps_isTheProgramsOwn() throws IOException {
        assertThat(Files.readString(TOP.resolve("README.md"))).contains(Markenmate.STEPS.size() + " steps");
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }
}
