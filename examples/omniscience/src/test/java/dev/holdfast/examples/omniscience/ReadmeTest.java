package dev.holdfast.examples.omniscience;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private static final Path TOP = Path.of("../..");
    private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void readme_runIt_namesThisModuleAndItsSettings() throws IOException {
        String readme = Files.readString(TOP.resolve("README.md"));
        String runIt = readme.substring(readme.indexOf("## Run it"), readme.indexOf("## Test it"));

        assertThat(runIt)
                .contains("mvn -q -pl examples/omniscience -am -Prun compile")
                .contains("OMNISCIENCE_JDBC_URL", "OMNISCIENCE_USER", "OMNISCIENCE_PASSWORD");
        assertThat(Files.readString(TOP.resolve("examples/pom.xml"))).contains("<module>omniscience</module>");
    }

    @Test
    void readme_loginExamples_areCodeThatCompiles() throws IOException {
        String readme = Files.readString(TOP.resolve("README.md"));
        int begin = readme.indexOf("\n## Login\n");
        assertThat(begin).isNotNegative();
        String section = readme.substring(begin, readme.indexOf("\n## ", begin + 1));
        String source = squeezed(
                Files.readString(Path.of("src/main/java/dev/holdfast/examples/omniscience/app/TeamLogin.java")));

        List<String> examples = EXAMPLE.matcher(section)
                .results()
                .map(found -> squeezed(found.group(1)))
                .toList();

        assertThat(examples)
                .hasSize(2)
                .allSatisfy(example -> assertThat(example).hasSizeGreaterThan(150));
        assertThat(source).contains(examples);
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }
}
