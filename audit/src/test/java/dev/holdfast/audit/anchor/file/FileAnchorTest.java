package dev.holdfast.audit.anchor.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.audit.anchor.AnchorException;
import dev.holdfast.audit.anchor.AnchorResult;
import dev.holdfast.audit.anchor.AnchorResult.Contradicted;
import dev.holdfast.audit.anchor.AnchorResult.Held;
import dev.holdfast.audit.anchor.AnchorResult.Reason;
import dev.holdfast.audit.anchor.GrowingLog;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.note.NoteSigner;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import dev.holdfast.audit.seal.note.TestKeys;
import dev.holdfast.testkit.process.ForkedJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileAnchorTest {
    private final GrowingLog log = GrowingLog.of(TestKeys.signer("example.com/audit"));

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void open() {
        file = folder.resolve("log.anchor");
    }

    @Test
    void publish_eachCheckpoint_isOneRecordOfTheDocumentedForm() throws IOException {
        publish(3);
        publish(3);
        publish(5);
        String text = Files.readString(file);
        assertThat(text).isEqualTo(record(log.head(1, 3)) + record(log.head(1, 5)));
    }

    @Test
    void publish_lastRecordTornAtAnyByte_isPassedOverAndNamedByTheNext() throws IOException {
        publish(3);
        int whole = (int) Files.size(file);
        publish(200);
        byte[] bytes = Files.readAllBytes(file);
        for (int end = whole; end < bytes.length; end++) {
            Files.write(file, Arrays.copyOf(bytes, end));
            assertThat(newest(anchor())).as("cut at %d", end).contains(3L);
        }
        for (int end : new int[] {whole, whole + 1, whole + 4, whole + 10, bytes.length - 1}) {
            Files.write(file, Arrays.copyOf(bytes, end));
            publish(200);
            publish(250);
            String text = Files.readString(file);
            assertThat(text)
                    .startsWith(new String(bytes, 0, end, StandardCharsets.UTF_8))
                    .endsWith(record(log.head(1, 250)));
            int named = end == whole ? 0 : 1;
            assertThat(text.split("\u001etorn " + (whole + 1) + "\n", -1)).hasSize(1 + named);
            assertThat(anchor().newest(199).map(held -> held.checkpoint().size()))
                    .contains(3L);
        }
    }

    @Test
    void newest_recordDamagedOrOfAnotherKey_isAFailureThatNamesTheByte() throws IOException {
        publish(3);
        publish(200);
        byte[] bytes = Files.readAllBytes(file);
        byte[] flipped = bytes.clone();
        flipped[bytes.length - 20] ^= 1;
        Files.write(file, flipped);
        assertThatThrownBy(() -> newest(anchor()))
                .isInstanceOf(AnchorException.class)
                .hasMessageContaining("holds another or a damaged one at byte "
                        + (record(log.head(1, 3)).getBytes(StandardCharsets.UTF_8).length + 1));
        byte[] shorter = new byte[bytes.length - 10];
        System.arraycopy(bytes, 0, shorter, 0, 100);
        System.arraycopy(bytes, 110, shorter, 100, bytes.length - 110);
        Files.write(file, shorter);
        assertThatThrownBy(() -> anchor().newest(100)).hasMessageContaining("at byte 1");
        Files.write(file, bytes);
        NoteKey other = TestKeys.signer("example.com/audit").key();
        assertThatThrownBy(() -> FileAnchor.of("file", file, other).publish(log.growth(201)))
                .isInstanceOf(AnchorException.class);
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }

    @Test
    void newest_longFile_isFoundAcrossBlocks() {
        for (long size = 1; size <= 100; size++) {
            publish(size);
        }
        for (long size : new long[] {1, 2, 50, 99, 100}) {
            assertThat(anchor().newest(size).map(held -> held.checkpoint().size()))
                    .contains(size);
        }
    }

    @Test
    void publish_placeCannotBeWritten_failsWithThePath() {
        FileAnchor nowhere = FileAnchor.of(
                "file", folder.resolve("none/log.anchor"), log.signer().key());
        assertThatThrownBy(() -> nowhere.publish(log.growth(1)))
                .isInstanceOf(AnchorException.class)
                .hasMessageContaining("none/log.anchor");
        assertThat(nowhere.newest(Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void publish_twoProcessesWithTwoHistories_holdOne() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        NoteSigner signer = NoteSigner.of(NoteKey.of("example.com/audit", pair.getPublic()), pair.getPrivate());
        GrowingLog one = GrowingLog.of(signer);
        try (ForkedJvm first = process(pair, GrowingLog.SIZE);
                ForkedJvm second = process(pair, 40)) {
            assertThat(first.expectLine("ready")).isEmpty();
            assertThat(second.expectLine("ready")).isEmpty();
            first.send("");
            second.send("");
            List<List<String>> said = List.of(first.readLines(), second.readLines());
            assertThat(said).allSatisfy(lines -> assertThat(lines).endsWith("done"));
            // Up to the fork both histories are one; behind it, one is refused for good.
            List<Boolean> went = new ArrayList<>();
            said.forEach(lines -> went.add(lines.contains("held " + GrowingLog.SIZE)));
            assertThat(went).containsExactlyInAnyOrder(true, false);
            GrowingLog winner = went.get(0) ? one : one.forkedAt(40);
            GrowingLog loser = went.get(0) ? one.forkedAt(40) : one;
            FileAnchor anchor = FileAnchor.of("file", file, signer.key());
            assertThat(anchor.newest(Long.MAX_VALUE).map(SignedCheckpoint::checkpoint))
                    .contains(winner.head(1, GrowingLog.SIZE).checkpoint());
            assertThat(anchor.publish(loser.growth(GrowingLog.SIZE)))
                    .isEqualTo(new Contradicted(Reason.FORKED, GrowingLog.SIZE));
            String text = Files.readString(file);
            assertThat(text).doesNotContain("\u001etorn");
            assertThat(text.split("\u001enote", -1)).hasSizeLessThanOrEqualTo(1 + GrowingLog.SIZE);
        }
    }

    private ForkedJvm process(KeyPair pair, int fork) {
        Base64.Encoder base64 = Base64.getEncoder();
        return ForkedJvm.start(
                PublishingProcess.class,
                file.toString(),
                base64.encodeToString(pair.getPublic().getEncoded()),
                base64.encodeToString(pair.getPrivate().getEncoded()),
                String.valueOf(fork));
    }

    private FileAnchor anchor() {
        return FileAnchor.of("file", file, log.signer().key());
    }

    private void publish(long size) {
        AnchorResult result = anchor().publish(log.growth(size));
        assertThat(result).isInstanceOf(Held.class);
    }

    private static Optional<Long> newest(FileAnchor anchor) {
        return anchor.newest(Long.MAX_VALUE).map(held -> held.checkpoint().size());
    }

    private static String record(SignedCheckpoint head) {
        return "\u001enote " + head.note().getBytes(StandardCharsets.UTF_8).length + "\n" + head.note();
    }
}
