package dev.holdfast.examples.omniscience.contract;

import dev.holdfast.auth.password.rule.BreachedPasswords;
import dev.holdfast.auth.password.rule.BreachedPasswordsContract;
import dev.holdfast.core.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class LeakedPasswordFileContractTest extends BreachedPasswordsContract {
    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("leaked.txt");
    }

    @BeforeEach
    void write() throws IOException {
        String lines = Stream.of("Spring2026!", "letmein", "dragon", "tr0ub4dor", "known to all")
                .map(Secret::ofText)
                .map(LeakedPasswordFile::sha1)
                .sorted()
                .collect(Collectors.joining("\n", "", "\n"));
        Path unused = Files.writeString(file(), lines);
    }

    @Override
    protected BreachedPasswords breached() {
        return new LeakedPasswordFile(file());
    }

    @Override
    protected BreachedPasswords unavailable() {
        return new LeakedPasswordFile(folder.resolve("not-yet-downloaded.txt"));
    }

    @Override
    protected Secret known() {
        return Secret.ofText("known to all");
    }

    @Override
    protected Secret unknown() {
        return Secret.ofText("known to nobody");
    }
}
