package dev.holdfast.examples.markenmate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private static final Path TOP = Path.of("../..");

    @Test
    void readme_firstExample_isCodeThatCompiles() throws IOException {
        String readme = Files.readString(TOP.resolve("README.md"));
        int begin = readme.indexOf("```java") + "```java".length();
        String example = readme.substring(begin, readme.indexOf("```", begin));
        String source = Files.readString(Path.of("src/main/java/dev/holdfast/examples/markenmate/app/Quickstart.java"));

        assertThat(squeezed(example)).hasSizeGreaterThan(200);
        assertThat(squeezed(source)).contains(squeezed(example));
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }
}
