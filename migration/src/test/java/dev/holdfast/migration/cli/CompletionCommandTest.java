package dev.holdfast.migration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionCommandTest {
    @TempDir
    Path folder;

    @Test
    void completion_script_isBashThatCompletesCommandsAndOptions() throws Exception {
        Path script = folder.resolve("completion.sh");
        Cli.Said said = Cli.in(folder).run("completion");
        Files.writeString(script, said.out());
        assertThat(said.exit()).isZero();
        assertThat(bash("-n", script.toString())).isEmpty();
        String complete = "source " + script + "; COMP_WORDS=(holdfast st); COMP_CWORD=1; "
                + "_complete_holdfast >/dev/null 2>&1; echo \"${COMPREPLY[@]}\"";
        assertThat(bash("-c", complete).strip()).isEqualTo("status");
        assertThat(said.out()).contains("--statement-timeout").doesNotContain("--password'");
    }

    private static String bash(String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("bash");
        builder.command().addAll(List.of(arguments));
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
