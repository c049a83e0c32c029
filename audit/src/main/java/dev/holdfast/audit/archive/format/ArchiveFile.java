package dev.holdfast.audit.archive.format;

import dev.holdfast.audit.seal.tree.TreeHash;
import dev.holdfast.core.Require;
import java.util.regex.Pattern;

/**
 * A file of an archive.
 *
 * @param name lower-case letters, digits, dots and hyphens, at most 100, not beginning with a dot
 * @param bytes how long it is
 * @param sha256 the hash of its content
 */
public record ArchiveFile(String name, long bytes, TreeHash sha256) {
    /** What a file may be called: nothing that leads out of a directory. */
    public static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,99}");

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException when it has another shape
     */
    public ArchiveFile {
        Require.matching("name", name, NAME, "must be lower-case letters, digits, dots and hyphens");
    }

    String text() {
        return name + " " + bytes + " " + sha256;
    }

    static ArchiveFile parse(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length != 3) {
            throw ManifestText.malformed();
        }
        return new ArchiveFile(parts[0], Long.parseLong(parts[1]), ManifestText.hash(parts[2]));
    }
}
