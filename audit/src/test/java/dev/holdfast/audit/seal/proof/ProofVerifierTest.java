package dev.holdfast.audit.seal.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.note.TestKeys;
import dev.holdfast.audit.seal.proof.ProofResult.Grown;
import dev.holdfast.audit.seal.proof.ProofResult.Included;
import dev.holdfast.audit.seal.proof.ProofResult.Invalid;
import dev.holdfast.audit.seal.proof.ProofResult.Reason;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProofVerifierTest {
    private final SampleLog log = new SampleLog();
    private final ProofVerifier verifier = new ProofVerifier(log.signer().key());

    @Test
    void verify_eventInTheLog_showsItsColumns() {
        for (int size : new int[] {1, 2, 7, 255, 256, 257, 300}) {
            assertThat(verifier.verify(log.event(size - 1, size))).isInstanceOfSatisfying(Included.class, included -> {
                assertThat(included.index()).isEqualTo(size - 1);
                assertThat(included.checkpoint()).isEqualTo(log.head(size));
                assertThat(included.event()).containsOnlyKeys("actor_id");
            });
        }
    }

    @Test
    void verify_logThatGrew_givesBothCheckpoints() {
        for (int from : new int[] {0, 1, 128, 257, 300}) {
            assertThat(verifier.verify(log.growth(from, 300))).isEqualTo(new Grown(log.head(from), log.head(300)));
        }
    }

    @Test
    void verify_brokenInAnyWay_isInvalid() {
        for (String file : List.of(log.event(17, 300), log.event(0, 1), log.growth(128, 257), log.growth(0, 3))) {
            assertThat(SampleLog.broken(file))
                    .hasSizeGreaterThan(70)
                    .allSatisfy(broken -> assertThat(verifier.verify(broken)).isInstanceOf(Invalid.class));
        }
    }

    @Test
    void verify_anotherKeyOrLog_isInvalid() {
        String file = log.event(17, 300);
        NoteKey sameName = TestKeys.signer("example.com/audit").key();
        NoteKey otherName = NoteKey.of("example.com/other", log.signer().key().publicKey());
        for (NoteKey key : List.of(sameName, otherName)) {
            assertThat(new ProofVerifier(key).verify(file)).isEqualTo(new Invalid(Reason.CHECKPOINT));
        }
        assertThat(verifier.verify(new byte[] {(byte) 0xFF})).isEqualTo(new Invalid(Reason.MALFORMED));
    }

    @Test
    void verify_partsOfTwoProofs_areInvalid() {
        String head = log.event(5, 300).split("\n\n", 2)[0];
        String note = log.event(5, 299).split("\n\n", 2)[1];
        assertThat(verifier.verify(head + "\n\n" + note)).isEqualTo(new Invalid(Reason.PATH));
        String older = log.growth(100, 300).split("\n", -1)[1];
        String grown = log.growth(101, 300).replaceFirst("older .*", older);
        assertThat(verifier.verify(grown)).isEqualTo(new Invalid(Reason.PATH));
        String shrunk = log.growth(300, 300).split("\n\n", 2)[0] + "\n\n" + note;
        assertThat(verifier.verify(shrunk)).isEqualTo(new Invalid(Reason.PATH));
    }

    @Test
    void command_files_printsALineEachAndItsCode(@TempDir Path folder) throws Exception {
        Path good = Files.writeString(folder.resolve("a.tlog-proof"), log.event(3, 300));
        Path bad = Files.writeString(
                folder.resolve("b.tlog-proof"), log.event(3, 300).replace("index 3", "index 4"));
        String key = log.signer().key().toString();
        assertThat(run(key, good.toString()))
                .isEqualTo("0 " + good + ": valid: event null at 3 of 300, signed 2027-01-15T08:00:00Z\n");
        assertThat(run(key, bad.toString(), good.toString())).startsWith("1 " + bad + ": INVALID: PATH\n");
        assertThat(run(key, folder.resolve("c").toString())).startsWith("2 ");
        assertThat(run("key", good.toString())).startsWith("2 usage");
        assertThat(run(key)).startsWith("2 usage");
    }

    private static String run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = VerifyProof.run(List.of(arguments), new PrintStream(out, true, StandardCharsets.UTF_8));
        return code + " " + out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
