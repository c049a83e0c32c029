package dev.holdfast.audit.archive.format;

import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import dev.holdfast.audit.seal.tree.TreeHash;
import dev.holdfast.core.event.Category;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the text of a manifest. What it reads must be written as it was read: one text a manifest. */
final class ManifestText {
    private static final int LINES = 8;

    private final List<String> lines;

    private ManifestText(List<String> lines) {
        this.lines = lines;
    }

    static Optional<ArchiveManifest> read(String text, NoteKey key) {
        List<String> lines = List.of(text.split("\n", -1));
        // The last line is ended, which makes an empty one more.
        if (lines.size() != LINES + 1 || !lines.get(0).equals(ArchiveManifest.FORMAT)) {
            return Optional.empty();
        }
        try {
            ManifestText fields = new ManifestText(lines);
            return fields.checkpoint(key)
                    .map(fields::manifest)
                    .filter(manifest -> manifest.text().equals(text));
        } catch (IllegalArgumentException | DateTimeException malformed) {
            return Optional.empty();
        }
    }

    private ArchiveManifest manifest(SignedCheckpoint checkpoint) {
        return new ArchiveManifest(
                YearMonth.parse(field(2, "month ")),
                span(field(3, "leaves ")),
                categories(field(4, "categories ")),
                new ArchiveManifest.Files(ArchiveFile.parse(field(5, "events ")), ArchiveFile.parse(field(6, "path "))),
                checkpoint);
    }

    private Optional<SignedCheckpoint> checkpoint(NoteKey key) {
        byte[] note = Base64.getDecoder().decode(field(7, "checkpoint "));
        return SignedCheckpoint.open(new String(note, StandardCharsets.UTF_8), key);
    }

    private static LeafDigest.Span span(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length != 4) {
            throw malformed();
        }
        return new LeafDigest.Span(
                Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]), hash(parts[3]));
    }

    private static Set<Category> categories(String text) {
        Set<Category> categories = EnumSet.noneOf(Category.class);
        if (!text.equals("-")) {
            for (String name : text.split(",", -1)) {
                categories.add(Category.valueOf(name));
            }
        }
        return categories;
    }

    private String field(int line, String word) {
        if (!lines.get(line).startsWith(word)) {
            throw malformed();
        }
        return lines.get(line).substring(word.length());
    }

    static TreeHash hash(String text) {
        return TreeHash.parse(text).orElseThrow(ManifestText::malformed);
    }

    static IllegalArgumentException malformed() {
        return new IllegalArgumentException("manifest must be of the format " + ArchiveManifest.FORMAT);
    }
}
