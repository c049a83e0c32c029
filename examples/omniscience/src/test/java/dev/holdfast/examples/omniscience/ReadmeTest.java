package dev.holdfast.examples.omniscience;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private static final Path TOP = Path.of("../..");

    @Test
    void readme_runIt_namesThisModuleAndItsSettings() throws IOException {
        String readme = Files.readString(TOP.resolve("README.md"));
        String runIt = readme.substring(readme.indexOf("## Run it"), readme.indexOf("## Test it"));

        assertThat(runIt)
                .contains("mvn -q -pl examples/omniscience -am -Prun compile")
                .contains("OMNISCIENCE_JDBC_URL", "OMNISCIENCE_USER", "OMNISCIENCE_PASSWORD");
        assertThat(Files.readString(TOP.resolve("examples/pom.xml"))).contains("<module>omniscience</module>");
    }
}
