package dev.holdfast.migration.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.migration.record.ChainCheck.Broken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A verifier in Python, written from the format's description, agrees on every chain and on every attack. */
@Tag("tools")
class SecondVerifierTest {
    @TempDir
    Path temporary;

    private Path folder;
    private RunLedger ledger;

    @BeforeEach
    void keepFour() {
        folder = temporary.resolve("runs");
        ledger = RunLedger.folder(folder);
        RunRecord.Outcome odd =
                new RunRecord.Outcome(false, Optional.of("P0001"), "\u0000\b\f\u007f\u2028 ü 漢 😀 \ud800 \"\\/", "");
        Kept unused = ledger.append(SampleRuns.failed());
        unused = ledger.append(SampleRuns.run(SampleRuns.id(2), RunRecord.Kind.MARK_AS_RUN, odd, List.of()));
        unused = ledger.append(SampleRuns.many(20, 3));
        unused = ledger.append(SampleRuns.small(4));
    }

    @Test
    void verify_wholeChain_isTheSameHead() throws Exception {
        ChainHead head = ledger.read().get(3).head();

        assertThat(python()).isEqualTo(head.toString());
    }

    @Test
    void verify_everyAttack_isFoundAtTheSameNumber() throws Exception {
        byte[] second = Files.readAllBytes(file(2));
        byte[] third = Files.readAllBytes(file(3));
        for (int at = 0; at < second.length; at += 41) {
            byte[] changed = second.clone();
            changed[at] ^= 4;
            Files.write(file(2), changed);
            assertAgreed(2);
        }
        Files.write(file(2), third);
        Files.write(file(3), second);
        assertAgreed(2);
        Files.write(file(2), second);
        Files.write(file(3), third);
        Files.delete(file(1));
        assertAgreed(1);
    }

    private void assertAgreed(long number) throws Exception {
        assertThat(ledger.verify())
                .isInstanceOfSatisfying(
                        Broken.class, broken -> assertThat(broken.sequence()).isEqualTo(number));
        assertThat(python()).isEqualTo("broken " + number);
    }

    private Path file(int number) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("0000000" + number))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private String python() throws Exception {
        Path script = temporary.resolve("verify_runs.py");
        try (InputStream in = SecondVerifierTest.class.getResourceAsStream("verify_runs.py")) {
            assertThat(in).isNotNull();
            Files.write(script, in.readAllBytes());
        }
        Process process = new ProcessBuilder("python3", script.toString(), folder.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        int unused = process.waitFor();
        return said;
    }
}
