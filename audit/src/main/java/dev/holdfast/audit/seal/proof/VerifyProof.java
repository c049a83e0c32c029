package dev.holdfast.audit.seal.proof;

import dev.holdfast.audit.seal.note.DeclaredRestore;
import dev.holdfast.audit.seal.note.NoteKey;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The command that verifies proofs and the notes of declared restores: {@code VerifyProof <verifier key> <file>…}; see {@link
 * ProofVerifier}.
 */
public final class VerifyProof {
    /** Every file is a valid proof. */
    static final int VALID = 0;

    /** A file is not. */
    static final int INVALID = 1;

    /** The command was called wrongly, or a file cannot be read. */
    static final int USAGE = 2;

    private VerifyProof() {}

    /**
     * Prints a line a file and ends with 0 when all are valid, 1 when one is not, 2 when it was called wrongly.
     *
     * @param arguments the verifier key, then files
     */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out));
    }

    static int run(List<String> arguments, PrintStream out) {
        Optional<NoteKey> key = arguments.size() < 2 ? Optional.empty() : NoteKey.parse(arguments.get(0));
        if (key.isEmpty()) {
            out.println("usage: VerifyProof <verifier key: name+id+base64> <file>...");
            return USAGE;
        }
        ProofVerifier verifier = new ProofVerifier(key.get());
        int code = VALID;
        for (String file : arguments.subList(1, arguments.size())) {
            try {
                String line = line(Files.readAllBytes(Path.of(file)), verifier, key.get());
                out.println(file + ": " + line);
                code = line.startsWith("INVALID") ? Math.max(code, INVALID) : code;
            } catch (IOException e) {
                out.println(file + ": cannot be read");
                code = USAGE;
            }
        }
        return code;
    }

    private static String line(byte[] file, ProofVerifier verifier, NoteKey key) {
        String text = new String(file, StandardCharsets.UTF_8);
        // What is no UTF-8 does not come back as it was, and is left to the verifier to refuse.
        boolean isNote = text.startsWith(DeclaredRestore.FORMAT + "\n")
                && Arrays.equals(text.getBytes(StandardCharsets.UTF_8), file);
        if (!isNote) {
            return line(verifier.verify(file));
        }
        return DeclaredRestore.open(text, key)
                .map(restore -> "valid: restored to " + restore.kept() + ", lost up to " + restore.lost() + ", epoch "
                        + restore.epoch() + ", signed " + restore.signedAt())
                .orElse("INVALID: " + ProofResult.Reason.CHECKPOINT);
    }

    private static String line(ProofResult result) {
        return result.fold(
                included -> "valid: event " + included.event().get("id") + " at " + included.index() + " of "
                        + included.checkpoint().checkpoint().size() + ", signed "
                        + included.checkpoint().signedAt(),
                grown -> "valid: grown from " + grown.older().checkpoint().size() + " to "
                        + grown.newer().checkpoint().size() + ", signed "
                        + grown.newer().signedAt(),
                reason -> "INVALID: " + reason);
    }
}
