package dev.holdfast.audit.seal.proof;

import static org.assertj.core.api.Assertions.assertThat;

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
        ProofVerifier verifier = new ProofVerifier(log.signer().key());
        List<String> command = new ArrayList<>(List.of(log.signer().key().toString()));
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            Path file = Files.writeString(folder.resolve(i + ".tlog-proof"), files.get(i));
            command.add(file.toString());
            expected.add(file + ": " + said(verifier.verify(files.get(i))));
        }
        assertThat(PythonVerifier.run(folder, List.of(), command)).isEqualTo(expected);
        assertThat(expected).filteredOn(line -> line.contains(": valid")).hasSize(16);
    }

    private static String said(ProofResult result) {
        return result.fold(
                included -> "valid: event at " + included.index() + " of "
                        + included.checkpoint().checkpoint().size(),
                grown -> "valid: grown from " + grown.older().checkpoint().size() + " to "
                        + grown.newer().checkpoint().size(),
                reason -> "INVALID: " + reason);
    }
}
