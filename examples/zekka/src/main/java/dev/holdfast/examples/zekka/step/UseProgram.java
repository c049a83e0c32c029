package dev.holdfast.examples.zekka.step;

import dev.holdfast.examples.zekka.app.Operator;
import dev.holdfast.examples.zekka.app.Operator.Said;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The same from a shell, on the same history, with the program alone. */
public final class UseProgram implements Step<Host> {
    @Override
    public String title() {
        return "The same from a shell: the program, on the same history";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        Operator operator = new Operator(host.database(), host.folder().resolve("operator"));
        ends(transcript, operator, "rollback", "2");
        ends(transcript, operator, "migrate", "--dry-run", "--target", "002");
        ends(transcript, operator, "migrate", "--target", "002");
        Said status = operator.run("status", "--check");
        status.lines().forEach(line -> transcript.found("%s", line));
        transcript.refused("holdfast status --check, for a pipeline", "exit 4", "exit " + status.exit());
        ends(transcript, operator, "verify");
        ends(transcript, operator, "rollback", "--to", "001");
        ends(transcript, operator, "create", "add_new_feature");
        transcript.expect(
                "new files", List.of("004_add_new_feature.down.sql", "004_add_new_feature.sql"), created(operator));
        transcript.because(
                "the new file fails until it is written: an empty one, applied by mistake, could not be filled");
        transcript.because("the password is in the environment: arguments show in process lists and histories");
    }

    private static void ends(Transcript transcript, Operator operator, String... arguments) {
        Said said = operator.run(arguments);
        transcript.expect(
                "holdfast " + String.join(" ", arguments),
                "exit 0",
                "exit " + said.exit() + (said.exit() == 0 ? "" : ": " + said.lines()));
    }

    private static List<String> created(Operator operator) {
        try (Stream<Path> files = Files.list(operator.migrations())) {
            return files.map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> name.startsWith("004"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of migrations could not be read", e);
        }
    }
}
