package dev.holdfast.audit.archive.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.seal.note.Checkpoint;
import dev.holdfast.audit.seal.note.NoteSigner;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import dev.holdfast.audit.seal.note.SignedText;
import dev.holdfast.audit.seal.note.TestKeys;
import dev.holdfast.audit.seal.tree.TreeHash;
import dev.holdfast.audit.seal.tree.TreeHasher;
import dev.holdfast.core.event.Category;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** One text a manifest: what bears the key's signature and is written in another way is none. */
class ArchiveManifestTest {
    private static final TreeHash HASH = new TreeHasher().empty();

    private final NoteSigner signer = TestKeys.signer("example.com/audit");
    private final ArchiveManifest manifest = new ArchiveManifest(
            YearMonth.of(2026, 5),
            new LeafDigest.Span(2, 3, 9, HASH),
            Set.of(Category.DATA, Category.SESSION),
            new ArchiveManifest.Files(
                    new ArchiveFile("audit-2026-05-9.ndjson.gz", 10, HASH),
                    new ArchiveFile("audit-2026-05-9.path", 32, HASH)),
            SignedCheckpoint.sign(
                    Checkpoint.of("example.com/audit", 1, 9, HASH), Instant.parse("2026-11-22T00:00:00Z"), signer));

    @Test
    void open_textInAnyOtherForm_isEmpty() {
        assertThat(ArchiveManifest.open(signed(text -> text), signer.key())).contains(manifest);
        List<UnaryOperator<String>> forms = List.of(
                text -> text.replace("log example.com/audit", "log example.com/other"),
                text -> text.replace("month 2026-05", "month +2026-05"),
                text -> text.replace("leaves 2 3", "leaves 02 3"),
                text -> text.replace("leaves 2 3", "leaves +2 3"),
                text -> text.replace("SESSION,DATA", "DATA,SESSION"),
                text -> text.replace("SESSION,DATA", "SESSION,DATA,DATA"),
                text -> text.replace(".path 32", ".path 032"),
                text -> text + "more\n");
        for (UnaryOperator<String> form : forms) {
            assertThat(form.apply(manifest.text())).isNotEqualTo(manifest.text());
            assertThat(ArchiveManifest.open(signed(form), signer.key()))
                    .as(form.apply(manifest.text()))
                    .isEmpty();
        }
    }

    private String signed(UnaryOperator<String> form) {
        return SignedText.sign(form.apply(manifest.text()), signer);
    }
}
