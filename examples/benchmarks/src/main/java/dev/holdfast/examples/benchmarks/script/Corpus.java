package dev.holdfast.examples.benchmarks.script;

import dev.holdfast.examples.benchmarks.harness.Checked;
import dev.holdfast.examples.benchmarks.history.ScriptFolder;
import dev.holdfast.migration.sql.SqlScript;
import java.io.IOException;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * The scripts that are read, and how many statements they hold.
 *
 * @param scripts their texts
 * @param statements how many statements they hold
 */
record Corpus(List<String> scripts, int statements) {
    /** A history of so many migrations. */
    static Corpus of(int files) throws IOException {
        try (ScriptFolder folder = ScriptFolder.write(files)) {
            int statements = folder.scripts().stream()
                    .mapToInt(text -> SqlScript.parse(text).statements().size())
                    .sum();
            return new Corpus(folder.scripts(), statements);
        }
    }

    /** A contestant that reads all scripts in each operation and comes to a known sum. */
    Checked reader(String name, ToIntFunction<String> reader, int sum) {
        return Checked.of(name, () -> () -> scripts.stream().mapToInt(reader).sum() == sum);
    }

    /** What a reader comes to. */
    int sum(ToIntFunction<String> reader) {
        return scripts.stream().mapToInt(reader).sum();
    }
}
