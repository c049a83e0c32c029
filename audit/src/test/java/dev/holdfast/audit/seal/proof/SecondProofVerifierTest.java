package dev.holdfast.audit.seal.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A verifier in Python, written from the format's description, agrees on every proof and every broken one. */
@Tag("tools")
class SecondProofVerifierTest {
    @TempDir
    Path folder;

    @Test
    void verify_everyProofAndBrokenProof_isJudgedAlike() throws Exception {
        SampleLog log = new SampleLog();
        List<String> files = new ArrayList<>();
        for (int size : new int[] {1, 2, 3, 7, 255, 256, 257, 300}) {
            files.add(log.event(size / 2, size));
            files.add(log.growth(size / 2, size));
        }
        files.addAll(SampleLog.broken(log.event(17, 300)));
        files.addAll(SampleLog.broken(log.growth(5, 12)));
        files.add(log.growth(1, 5, 2, 12));
        files.add(log.growth(2, 5, 12, 12));
        files.add(log.growth(2, 5, 1, 12));
        files.add(log.growth(1, 5, 2, 12).replace("/epoch/2", "/epoch/02"));
        ProofVerifier verifier = new ProofVerifier(log.signer().key());
        List<String> command = new ArrayList<>(List.of(log.signer().key().toString()));
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            Path file = Files.writeString(folder.resolve(i + ".tlog-proof"), files.get(i));
            command.add(file.toString());
            expected.add(file + ": " + PythonVerifier.said(verifier.verify(files.get(i))));
        }
        assertThat(PythonVerifier.run(folder, List.of(), command)).isEqualTo(expected);
        assertThat(expected).filteredOn(line -> line.contains(": valid")).hasSize(18);
    }

    @Test
    void verify_restoreAndBrokenRestore_isJudgedAlike() throws Exception {
        SampleLog log = new SampleLog();
        List<String> files = new ArrayList<>(List.of(log.restore(2, 100, 200), log.restore(10, 0, 0)));
        files.addAll(SampleLog.broken(log.restore(2, 100, 200)));
        List<String> arguments = new ArrayList<>(List.of(log.signer().key().toString()));
        for (int i = 0; i < files.size(); i++) {
            arguments.add(
                    Files.writeString(folder.resolve(i + ".note"), files.get(i)).toString());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = VerifyProof.run(arguments, new PrintStream(out, true, StandardCharsets.UTF_8));
        List<String> said = out.toString(StandardCharsets.UTF_8)
                .replaceAll(", signed [^\n]+", "")
                .lines()
                .toList();
        assertThat(code).isEqualTo(VerifyProof.INVALID);
        assertThat(said)
                .startsWith(
                        folder.resolve("0.note") + ": valid: restored to 100, lost up to 200, epoch 2",
                        folder.resolve("1.note") + ": valid: restored to 0, lost up to 0, epoch 10");
        assertThat(said).filteredOn(line -> line.contains(": valid")).hasSize(2);
        assertThat(PythonVerifier.run(folder, List.of(), arguments)).isEqualTo(said);
    }
}
