package dev.holdfast.audit.archive.format;

import java.util.function.BiFunction;
import java.util.function.Function;

/** What an archive is worth. */
public sealed interface ArchiveVerdict {
    /**
     * Every event of the archive stood in the log under the checkpoint, unchanged, and none is missing.
     *
     * @param manifest what the archive is
     */
    record Intact(ArchiveManifest manifest) implements ArchiveVerdict {}

    /**
     * The archive proves nothing as it is.
     *
     * @param reason why
     * @param file the file it shows in; empty for the manifest
     */
    record Broken(Reason reason, String file) implements ArchiveVerdict {}

    /** Why an archive proves nothing. */
    enum Reason {
        /** The manifest is malformed, or not signed by the log's key. */
        MANIFEST,
        /** A file is not there. */
        FILE_MISSING,
        /** A file is not the one that was signed. */
        FILE_CHANGED,
        /** A file is as it was signed, and not of the format. */
        MALFORMED,
        /** An event is of another month. */
        OTHER_MONTH,
        /** The events are not the leaves that the manifest states. */
        LEAVES,
        /** The events do not lead to the root of the checkpoint. */
        PATH
    }

    /**
     * Decides by the case.
     *
     * @param intact when it is whole
     * @param broken when it is not
     * @param <T> the result's type
     * @return what the case's function gives
     */
    default <T> T fold(Function<ArchiveManifest, T> intact, BiFunction<Reason, String, T> broken) {
        return this instanceof Intact whole
                ? intact.apply(whole.manifest())
                : broken.apply(((Broken) this).reason(), ((Broken) this).file());
    }
}
