package dev.holdfast.audit.archive.format;

import dev.holdfast.audit.seal.note.NoteKey;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The command that verifies archives: {@code VerifyArchive <verifier key> <manifest>…}; see {@link ArchiveVerifier}. */
public final class VerifyArchive {
    /** Every archive is intact. */
    static final int INTACT = 0;

    /** An archive is not. */
    static final int BROKEN = 1;

    /** The command was called wrongly, or a file cannot be read. */
    static final int USAGE = 2;

    private VerifyArchive() {}

    /**
     * Prints a line a manifest and ends with 0 when all archives are intact, 1 when one is not, 2 when it was called wrongly.
     *
     * @param arguments the verifier key, then manifests; their other files stand beside them
     */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out));
    }

    static int run(List<String> arguments, PrintStream out) {
        Optional<NoteKey> key = arguments.size() < 2 ? Optional.empty() : NoteKey.parse(arguments.get(0));
        if (key.isEmpty()) {
            out.println("usage: VerifyArchive <verifier key: name+id+base64> <manifest>...");
            return USAGE;
        }
        ArchiveVerifier verifier = new ArchiveVerifier(key.get());
        int code = INTACT;
        for (String file : arguments.subList(1, arguments.size())) {
            try {
                Path manifest = Path.of(file);
                ArchiveVerdict verdict = verify(verifier, manifest);
                out.println(file + ": " + line(verdict));
                code = verdict instanceof ArchiveVerdict.Broken ? Math.max(code, BROKEN) : code;
            } catch (IOException e) {
                out.println(file + ": cannot be read");
                code = USAGE;
            }
        }
        return code;
    }

    private static ArchiveVerdict verify(ArchiveVerifier verifier, Path manifest) throws IOException {
        try {
            return verifier.verify(
                    Files.readString(manifest), name -> Files.newInputStream(manifest.resolveSibling(name)));
        } catch (CharacterCodingException notUtf8) {
            // It can be read, and is no manifest.
            return new ArchiveVerdict.Broken(ArchiveVerdict.Reason.MANIFEST, "");
        }
    }

    private static String line(ArchiveVerdict verdict) {
        return verdict.fold(
                manifest ->
                        "intact: " + manifest.month() + ", " + manifest.leaves().events() + " events under "
                                + manifest.checkpoint().checkpoint().size() + ", signed "
                                + manifest.checkpoint().signedAt(),
                (reason, name) -> "BROKEN: " + reason + (name.isEmpty() ? "" : " in " + name));
    }
}
