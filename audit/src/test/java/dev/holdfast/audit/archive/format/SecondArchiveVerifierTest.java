package dev.holdfast.audit.archive.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.archive.ArchiveFixture;
import dev.holdfast.audit.seal.note.Checkpoint;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.note.NoteSigner;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import dev.holdfast.audit.seal.note.TestKeys;
import dev.holdfast.audit.seal.proof.PythonVerifier;
import dev.holdfast.audit.seal.tree.TreeHash;
import dev.holdfast.core.event.SecurityEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A verifier in Python, written from the format's description, agrees on every archive, intact and attacked. */
@Tag("tools")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecondArchiveVerifierTest {
    private static final int FLIPS = 24;

    private ArchiveFixture fixture;
    private Path store;
    private Path folder;
    private Archive whole;
    private Archive other;

    @BeforeAll
    void archive(@TempDir Path directory) throws IOException {
        store = Files.createDirectory(directory.resolve("store"));
        folder = directory;
        fixture = new ArchiveFixture(store);
        fixture.append(fixture.month(), 3, SecondArchiveVerifierTest::odd);
        fixture.filled();
        assertThat(fixture.archive().run()).hasSize(2);
        whole = read(fixture.month());
        other = read(fixture.next());
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    /** What JSON and texts can hold, and a line must show. */
    private static SecurityEvent.Builder odd(SecurityEvent.Builder event) {
        return event.with("text", "\u0001\b\t\n\f\r\"\\/\u007f\u2028ä€\uD83D\uDE00")
                .with("exact", new java.math.BigDecimal("1E+400"))
                .with("small", new java.math.BigDecimal("-1.50"))
                .target(dev.holdfast.core.event.Target.of("lending", "42"))
                .change("state", null, "open")
                .denied("not_owner");
    }

    @Test
    void verify_everyIntactArchive_isJudgedAlike() throws Exception {
        List<String> said = agreed(List.of(whole, other, empty(), inALaterEpoch(whole)));
        assertThat(said).allMatch(line -> line.startsWith("intact: "));
    }

    @Test
    void verify_anyBitFlippedOrFileCut_isBrokenForBoth() throws Exception {
        List<Archive> attacked = new ArrayList<>();
        for (int part = 0; part < 3; part++) {
            int length = whole.parts().get(part).length;
            for (int i = 0; i < FLIPS; i++) {
                int at = (int) ((long) i * length / FLIPS);
                int bit = i % 8;
                attacked.add(whole.with(part, bytes -> {
                    bytes[at] ^= (byte) (1 << bit);
                    return bytes;
                }));
            }
            attacked.add(whole.with(part, bytes -> java.util.Arrays.copyOf(bytes, bytes.length - 1)));
            attacked.add(whole.with(part, bytes -> new byte[0]));
            attacked.add(whole.without(part));
            attacked.add(whole.with(part, other.parts().get(part)));
        }
        assertThat(agreed(attacked)).noneMatch(line -> line.startsWith("intact: "));
    }

    /** Without the key: everything else may be made anew, and the manifest is not the log's. */
    @Test
    void verify_rebuiltWithoutTheKey_isBrokenForBoth() throws Exception {
        NoteSigner thief = TestKeys.signer(fixture.signer().key().name());
        ArchiveManifest stated = whole.manifest(fixture.signer().key());
        SignedCheckpoint head = stated.checkpoint();
        SignedCheckpoint forged = SignedCheckpoint.sign(head.checkpoint(), head.signedAt(), thief);
        Archive rebuilt = changed(all -> all.set(3, all.get(3).replace("lending.update", "lending.upward")));
        List<String> said = agreed(List.of(
                whole.signed(thief, stated),
                whole.signed(thief, under(stated, forged)),
                rebuilt.signed(thief, under(rebuilt.manifest(fixture.signer().key()), forged)),
                whole.with(0, head.note().getBytes(StandardCharsets.UTF_8)),
                whole.with(
                        0,
                        bytes -> (new String(bytes, StandardCharsets.UTF_8) + "x").getBytes(StandardCharsets.UTF_8))));
        assertThat(said).containsOnly("BROKEN: MANIFEST");
    }

    /** With the key for a moment: what is under the checkpoint, or the format, still tells. */
    @Test
    void verify_linesChangedAndManifestSignedAnew_isNamedAlike() throws Exception {
        List<Archive> attacked = new ArrayList<>();
        attacked.add(changed(all -> all.set(3, all.get(3).replace("lending.update", "lending.upward"))));
        attacked.add(changed(all -> all.remove(3)));
        attacked.add(changed(all -> Collections.swap(all, 3, 4)));
        attacked.add(changed(all -> all.add(all.get(all.size() - 1))));
        attacked.add(changed(all -> all.set(3, "{}")));
        attacked.add(changed(all -> all.set(3, all.get(3).replace("\"category\"", "\"catalogue\""))));
        attacked.add(changed(all -> all.set(3, all.get(3).replace("\",\"", "\", \""))));
        attacked.add(changed(all -> all.set(3, all.get(3).replace("\"suspicious\":false", "\"suspicious\":perhaps"))));
        attacked.add(changed(all -> all.set(3, all.get(3).replace("lending", "lendin\\u0067"))));
        attacked.add(changed(all -> all.set(3, all.get(3).replace("Z\"", "+00:00\""))));
        attacked.add(signedAnew(whole.with(2, bytes -> {
            bytes[5]++;
            return bytes;
        })));
        attacked.add(signedAnew(whole.with(2, bytes -> java.util.Arrays.copyOf(bytes, bytes.length + 32))));
        attacked.add(signedAnew(whole.with(2, bytes -> java.util.Arrays.copyOf(bytes, bytes.length - 32))));
        attacked.add(signedAnew(whole.with(1, bytes -> java.util.Arrays.copyOf(bytes, bytes.length - 9))));
        ArchiveManifest stated = whole.manifest(fixture.signer().key());
        attacked.add(whole.signed(
                fixture.signer(),
                new ArchiveManifest(
                        fixture.next(), stated.leaves(), stated.categories(), stated.files(), stated.checkpoint())));
        List<String> said = agreed(attacked);
        assertThat(said).allMatch(line -> line.startsWith("BROKEN: "));
        assertThat(String.join("\n", said)).contains("LEAVES in ", "MALFORMED in ", "PATH in ", "OTHER_MONTH in ");
    }

    /** Another file with the same events, its manifest signed anew: there is one text an event, and nothing beside it. */
    @Test
    void verify_otherFileOfTheSameLines_isMalformedForBoth() throws Exception {
        String text = String.join("\n", lines()) + "\n";
        byte[] nothing = gzipped("");
        List<Archive> attacked = new ArrayList<>();
        attacked.add(signedAnew(whole.with(1, gzipped(text.replace("\n", "\r\n")))));
        attacked.add(signedAnew(whole.with(1, gzipped(text.replace("\n", "\r")))));
        attacked.add(signedAnew(whole.with(1, gzipped(text.substring(0, text.length() - 1)))));
        attacked.add(signedAnew(whole.with(1, gzipped(text + "\n"))));
        attacked.add(signedAnew(whole.with(1, gzipped("\uFEFF" + text))));
        attacked.add(signedAnew(whole.with(1, bytes -> joined(bytes, nothing))));
        attacked.add(signedAnew(whole.with(1, bytes -> joined(bytes, "beside".getBytes(StandardCharsets.UTF_8)))));
        attacked.add(signedAnew(whole.with(1, bytes -> joined(bytes, new byte[1]))));
        attacked.add(signedAnew(whole.with(1, SecondArchiveVerifierTest::named)));
        attacked.add(signedAnew(whole.with(1, nothing)));
        assertThat(agreed(attacked)).allMatch(line -> line.startsWith("BROKEN: MALFORMED in "));
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = java.util.Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    /** With a file's name in the head of the member: RFC 1952 §2.3.1, FNAME. */
    private static byte[] named(byte[] gzip) {
        byte[] head = java.util.Arrays.copyOf(gzip, 10);
        head[3] = 0x08;
        byte[] name = joined(head, "x\0".getBytes(StandardCharsets.UTF_8));
        return joined(name, java.util.Arrays.copyOfRange(gzip, 10, gzip.length));
    }

    /** Both verifiers on each archive: the same lines, given without the names of their folders. */
    private List<String> agreed(List<Archive> archives) throws Exception {
        Path room = Files.createTempDirectory(folder, "archives");
        List<String> arguments = new ArrayList<>(List.of(fixture.signer().key().toString()));
        for (int i = 0; i < archives.size(); i++) {
            arguments.add(archives.get(i)
                    .write(Files.createDirectory(room.resolve("" + i)))
                    .toString());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int unused = VerifyArchive.run(arguments, new PrintStream(out, true, StandardCharsets.UTF_8));
        List<String> said = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(said).hasSize(archives.size());
        assertThat(PythonVerifier.archives(room, arguments)).isEqualTo(said);
        return said.stream().map(line -> line.replaceFirst(".*?: ", "")).toList();
    }

    private Archive read(YearMonth month) throws IOException {
        ArchiveManifest.Files files = fixture.opened(month).files();
        String base = files.events().name().replace(".ndjson.gz", "");
        List<byte[]> parts = new ArrayList<>();
        List<String> names =
                List.of(base + ".manifest", files.events().name(), files.path().name());
        for (String name : names) {
            parts.add(Files.readAllBytes(store.resolve(name)));
        }
        return new Archive(names, parts);
    }

    private List<String> lines() throws IOException {
        try (GZIPInputStream in =
                new GZIPInputStream(new ByteArrayInputStream(whole.parts().get(1)))) {
            List<String> lines =
                    new ArrayList<>(List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)));
            lines.remove(lines.size() - 1);
            return lines;
        }
    }

    private Archive changed(Consumer<List<String>> change) throws IOException {
        List<String> lines = lines();
        List<String> before = List.copyOf(lines);
        change.accept(lines);
        assertThat(lines).as("the attack changes something").isNotEqualTo(before);
        return signedAnew(whole.with(1, gzipped(String.join("\n", lines) + "\n")));
    }

    private static byte[] gzipped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /** Its manifest states the files as they are now. */
    private Archive signedAnew(Archive archive) {
        ArchiveManifest before = whole.manifest(fixture.signer().key());
        return archive.signed(
                fixture.signer(),
                new ArchiveManifest(
                        before.month(), before.leaves(), before.categories(), archive.files(), before.checkpoint()));
    }

    private static ArchiveManifest under(ArchiveManifest manifest, SignedCheckpoint checkpoint) {
        return new ArchiveManifest(
                manifest.month(), manifest.leaves(), manifest.categories(), manifest.files(), checkpoint);
    }

    /** A month without an event, under the same checkpoint: its path is the root. */
    private Archive empty() throws IOException {
        SignedCheckpoint head = whole.manifest(fixture.signer().key()).checkpoint();
        Archive archive = new Archive(
                List.of("audit-none.manifest", "audit-none.ndjson.gz", "audit-none.path"),
                List.of(new byte[0], gzipped(""), head.checkpoint().root().bytes()));
        return archive.signed(
                fixture.signer(),
                new ArchiveManifest(
                        fixture.month().minusMonths(1),
                        new LeafDigest().span(),
                        java.util.Set.of(),
                        archive.files(),
                        head));
    }

    /** The log's name does not change with the epoch, which is the checkpoint's alone. */
    private Archive inALaterEpoch(Archive archive) {
        ArchiveManifest before = archive.manifest(fixture.signer().key());
        Checkpoint head = before.checkpoint().checkpoint();
        SignedCheckpoint later = SignedCheckpoint.sign(
                Checkpoint.of(head.log(), 2, head.size(), head.root()),
                before.checkpoint().signedAt(),
                fixture.signer());
        return archive.signed(fixture.signer(), under(before, later));
    }

    /** Manifest, events and path; a part of no bytes at all is null. */
    private record Archive(List<String> names, List<byte[]> parts) {
        ArchiveManifest manifest(NoteKey key) {
            return ArchiveManifest.open(new String(parts.get(0), StandardCharsets.UTF_8), key)
                    .orElseThrow();
        }

        Archive signed(NoteSigner signer, ArchiveManifest manifest) {
            return with(0, manifest.sign(signer).getBytes(StandardCharsets.UTF_8));
        }

        Archive with(int part, UnaryOperator<byte[]> change) {
            return with(part, change.apply(parts.get(part).clone()));
        }

        Archive with(int part, byte[] content) {
            List<byte[]> copy = new ArrayList<>(parts);
            copy.set(part, content);
            return new Archive(names, copy);
        }

        Archive without(int part) {
            List<byte[]> copy = new ArrayList<>(parts);
            copy.set(part, null);
            return new Archive(names, copy);
        }

        ArchiveManifest.Files files() {
            return new ArchiveManifest.Files(file(1), file(2));
        }

        private ArchiveFile file(int part) {
            byte[] hash = LeafDigest.sha256().digest(parts.get(part));
            return new ArchiveFile(names.get(part), parts.get(part).length, TreeHash.of(hash));
        }

        /** Where its manifest is. */
        Path write(Path directory) throws IOException {
            for (int part = 0; part < names.size(); part++) {
                if (parts.get(part) != null) {
                    Files.write(directory.resolve(names.get(part)), parts.get(part));
                }
            }
            return directory.resolve(names.get(0));
        }
    }
}
