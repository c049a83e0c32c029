package dev.holdfast.audit.seal.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.audit.seal.tree.TreeHash;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignedCheckpointTest {
    /** The key pair and note with which implementations of signed notes are usually tested. */
    private static final String VERIFIER_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private static final String PRIVATE_KEY = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    private static final String NOTE = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.

            — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
            """;

    /** The example of the checkpoint's text, with the cosignature of a witness. */
    private static final String CHECKPOINT = """
            example.com/behind-the-sofa
            20852163
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

            — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
            — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
            """;

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.9Z");

    private final NoteSigner signer = TestKeys.signer("example.com/audit");
    private final Checkpoint head = new Checkpoint("example.com/audit", 42, TreeHash.of(new byte[32]));

    @Test
    void note_publishedExample_isSignedAndVerifiedByteForByte() throws GeneralSecurityException {
        NoteKey key = NoteKey.parse(VERIFIER_KEY).orElseThrow();
        byte[] typed = Base64.getDecoder().decode(PRIVATE_KEY);
        NoteSigner peter = NoteSigner.of(key, TestKeys.ofSeed(Arrays.copyOfRange(typed, 1, typed.length)));
        SignedNote note = SignedNote.parse(NOTE).orElseThrow();
        byte[] text = note.text().getBytes(StandardCharsets.UTF_8);
        assertThat(note.lines()).singleElement().satisfies(line -> {
            assertThat(line.id()).isEqualTo(key.id(NoteKey.ED25519)).isEqualTo(0xc74f20a3);
            assertThat(key.verifies(text, line.signature())).isTrue();
            assertThat(peter.sign(text)).isEqualTo(line.signature());
        });
        assertThat(note.format()).isEqualTo(NOTE);
        assertThat(key).hasToString(VERIFIER_KEY);
        // A note, but no checkpoint.
        assertThat(SignedCheckpoint.open(NOTE, key)).isEmpty();
    }

    @Test
    void checkpoint_publishedExample_isReadAndWrittenAlike() {
        SignedNote note = SignedNote.parse(CHECKPOINT).orElseThrow();
        Checkpoint checkpoint = Checkpoint.parse(note.text()).orElseThrow();
        assertThat(checkpoint.origin()).isEqualTo("example.com/behind-the-sofa");
        assertThat(checkpoint.size()).isEqualTo(20852163);
        assertThat(checkpoint.text()).isEqualTo(note.text());
        assertThat(note.format()).isEqualTo(CHECKPOINT);
        assertThat(note.lines()).extracting(line -> line.signature().length).containsExactly(64, 72);
    }

    @Test
    void open_signed_givesHeadAndTimeInSeconds() {
        SignedCheckpoint signed = SignedCheckpoint.sign(head, NOON, signer);
        assertThat(signed.signedAt()).isEqualTo("2026-11-21T12:00:00Z");
        assertThat(SignedCheckpoint.open(signed.note(), signer.key())).contains(signed);
        assertThat(SignedCheckpoint.sign(head, NOON.plusSeconds(1), signer).note())
                .as("an interval without events")
                .isNotEqualTo(signed.note());
    }

    @Test
    void open_foreignSignatureAdded_isPassedOver() {
        SignedCheckpoint signed = SignedCheckpoint.sign(head, NOON, signer);
        NoteSigner witness = TestKeys.signer("witness.example/w1");
        String line = SignedCheckpoint.sign(new Checkpoint("witness.example/w1", 1, head.root()), NOON, witness)
                .note()
                .split("\n\n", -1)[1];
        assertThat(SignedCheckpoint.open(signed.note() + line, signer.key()))
                .map(SignedCheckpoint::checkpoint)
                .contains(head);
    }

    @Test
    void open_anyCharacterChanged_isEmpty() {
        String note = SignedCheckpoint.sign(head, NOON, signer).note();
        for (int at = 0; at < note.length(); at++) {
            char changed = note.charAt(at) == 'A' ? 'B' : 'A';
            String broken = note.substring(0, at) + changed + note.substring(at + 1);
            assertThat(SignedCheckpoint.open(broken, signer.key()))
                    .as("position %d", at)
                    .isEmpty();
        }
    }

    @Test
    void open_linesDroppedOrForeignKey_isEmpty() {
        String note = SignedCheckpoint.sign(head, NOON, signer).note();
        List<String> lines = List.of(note.split("(?<=\n)", -1));
        for (int at = 0; at < lines.size(); at++) {
            if (!lines.get(at).isEmpty()) {
                String dropped =
                        String.join("", lines.subList(0, at)) + String.join("", lines.subList(at + 1, lines.size()));
                assertThat(SignedCheckpoint.open(dropped, signer.key()))
                        .as("line %d", at)
                        .isEmpty();
            }
        }
        assertThat(SignedCheckpoint.open(
                        note, TestKeys.signer("example.com/audit").key()))
                .isEmpty();
        assertThat(SignedCheckpoint.open(
                        note, NoteKey.of("example.com/other", signer.key().publicKey())))
                .isEmpty();
        for (String text :
                List.of("", "\n", "\n\n", note.strip(), note + "\n", note.replace("\n", "\r\n"), "\n" + note)) {
            assertThat(SignedCheckpoint.open(text, signer.key())).as(text).isEmpty();
        }
    }

    @Test
    void parse_malformedSizes_areEmpty() {
        for (String size : List.of("", "-1", "01", "+1", "1e3", " 1", "9999999999999999999", "\u0661")) {
            assertThat(Checkpoint.parse("log\n" + size + "\n" + head.root() + "\n"))
                    .as(size)
                    .isEmpty();
        }
        assertThat(Checkpoint.parse("log\n0\n" + head.root() + "\nmore\n")).isPresent();
        assertThat(Checkpoint.parse("log\n0\n" + head.root())).isEmpty();
    }

    @Test
    void key_malformed_isRefused() {
        for (int at = 0; at < VERIFIER_KEY.length(); at++) {
            String broken = VERIFIER_KEY.substring(0, at)
                    + (char) (VERIFIER_KEY.charAt(at) + 1)
                    + VERIFIER_KEY.substring(at + 1);
            assertThat(NoteKey.parse(broken)).as(broken).isEmpty();
            assertThat(NoteKey.parse(VERIFIER_KEY.substring(0, at))).isEmpty();
        }
        for (String name : List.of("", "a b", "a+b", "a\nb", "a\u00a0b", "a\u2003b", "a".repeat(201))) {
            assertThatIllegalArgumentException().isThrownBy(() -> NoteKey.of(name, new byte[32]));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> NoteKey.of("a", new byte[31]));
    }

    @Test
    void signer_keysNotAPair_areRefused() {
        JcaSigner other = (JcaSigner) TestKeys.signer("b");
        assertThatIllegalArgumentException().isThrownBy(() -> NoteSigner.of(signer.key(), other.privateKey()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignedCheckpoint.sign(new Checkpoint("b", 0, head.root()), NOON, signer));
    }

    @Test
    void open_laterEpoch_isOfTheSameLogAndOtherOriginsAreNot() {
        Checkpoint later = Checkpoint.of("example.com/audit", 12, 42, head.root());
        assertThat(later.origin()).isEqualTo("example.com/audit/epoch/12");
        assertThat(later.log()).isEqualTo("example.com/audit");
        assertThat(SignedCheckpoint.open(
                                SignedCheckpoint.sign(later, NOON, signer).note(), signer.key())
                        .map(open -> open.checkpoint().epoch()))
                .contains(12);
        for (String end : List.of(
                "/epoch/0",
                "/epoch/1",
                "/epoch/02",
                "/epoch/",
                "/epoch/-2",
                "/epoch/2/epoch/3",
                "/epoch/1234567890",
                "/2")) {
            String text = "example.com/audit" + end + "\n42\n" + head.root() + "\n";
            assertThat(SignedCheckpoint.open(TimedNote.sign(text, NOON, signer).note(), signer.key()))
                    .as(end)
                    .isEmpty();
        }
        assertThatIllegalArgumentException().isThrownBy(() -> NoteKey.of("example.com/audit/epoch/2", new byte[32]));
    }

    @Test
    void restore_excuses_earlierEpochsWithinItsBoundsAlone() {
        DeclaredRestore restore = DeclaredRestore.sign(head, 3, 50, new DeclaredRestore.Signing(signer, NOON));
        assertThat(DeclaredRestore.open(restore.note(), signer.key())).contains(restore);
        assertThat(restore.excuses(at(1, 42))).as("kept").isFalse();
        assertThat(restore.excuses(at(1, 43))).isTrue();
        assertThat(restore.excuses(at(2, 50))).as("lost").isTrue();
        assertThat(restore.excuses(at(2, 51))).isFalse();
        assertThat(restore.excuses(at(3, 45))).as("its own epoch").isFalse();
        assertThat(SignedCheckpoint.open(restore.note(), signer.key())).isEmpty();
        assertThat(DeclaredRestore.open(
                        restore.note(), TestKeys.signer("example.com/audit").key()))
                .isEmpty();
        DeclaredRestore.Signing signing = new DeclaredRestore.Signing(signer, NOON);
        assertThatIllegalArgumentException().isThrownBy(() -> DeclaredRestore.sign(head, 1, 50, signing));
        assertThatIllegalArgumentException().isThrownBy(() -> DeclaredRestore.sign(head, 2, 41, signing));
    }

    private Checkpoint at(int epoch, long size) {
        return Checkpoint.of("example.com/audit", epoch, size, head.root());
    }
}
