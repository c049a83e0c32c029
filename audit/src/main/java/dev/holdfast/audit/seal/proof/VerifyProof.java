package dev.holdfast.audit.seal.proof;

import dev.holdfast.audit.seal.note.NoteKey;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The command that verifies proofs: {@code VerifyProof <verifier key> <file>…}; see {@link ProofVerifier}. */
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
                ProofResult result = verifier.verify(Files.readAllBytes(Path.of(file)));
                out.println(file + ": " + line(result));
                code = result instanceof ProofResult.Invalid ? Math.max(code, INVALID) : code;
            } catch (IOException e) {
                out.println(file + ": cannot be read");
                code = USAGE;
            }
        }
        return code;
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
