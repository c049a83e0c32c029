package dev.holdfast.audit.seal.note;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with signatures under it (C2SP signed-note). Parsed is not verified: {@link SignedCheckpoint#open} verifies.
 *
 * @param text the text, ending in a newline
 * @param lines the signatures
 */
record SignedNote(String text, List<Line> lines) {
    private static final int MAX_LENGTH = 1_000_000;
    private static final int ID_BYTES = 4;
    private static final Pattern LINE = Pattern.compile("\u2014 ([^\\s\\p{Z}\\p{Cntrl}+]+) ([A-Za-z0-9+/]+={0,2})");

    /** One signature: which key made it, and its bytes behind the key's id. */
    static final class Line {
        private final String name;
        private final int id;
        private final byte[] signature;

        Line(String name, int id, byte[] signature) {
            this.name = name;
            this.id = id;
            this.signature = signature;
        }

        String name() {
            return name;
        }

        int id() {
            return id;
        }

        byte[] signature() {
            return signature;
        }

        String format() {
            byte[] all = ByteBuffer.allocate(ID_BYTES + signature.length)
                    .putInt(id)
                    .put(signature)
                    .array();
            return "\u2014 " + name + " " + Base64.getEncoder().encodeToString(all) + "\n";
        }

        static Optional<Line> parse(String text) {
            Matcher matcher = LINE.matcher(text);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            try {
                byte[] all = Base64.getDecoder().decode(matcher.group(2));
                if (all.length <= ID_BYTES
                        || !Base64.getEncoder().encodeToString(all).equals(matcher.group(2))) {
                    return Optional.empty();
                }
                byte[] signature = Arrays.copyOfRange(all, ID_BYTES, all.length);
                return Optional.of(
                        new Line(matcher.group(1), ByteBuffer.wrap(all).getInt(), signature));
            } catch (IllegalArgumentException notBase64) {
                return Optional.empty();
            }
        }
    }

    /** Reads a note; the text ends at the last blank line. */
    static Optional<SignedNote> parse(String note) {
        int blank = note.lastIndexOf("\n\n");
        boolean isFramed = blank >= 0 && note.length() > blank + 2 && note.endsWith("\n");
        if (!isFramed || note.length() > MAX_LENGTH || hasControls(note)) {
            return Optional.empty();
        }
        List<Line> lines = new ArrayList<>();
        for (String line : note.substring(blank + 2, note.length() - 1).split("\n", -1)) {
            Optional<Line> parsed = Line.parse(line);
            if (parsed.isEmpty()) {
                return Optional.empty();
            }
            lines.add(parsed.get());
        }
        return Optional.of(new SignedNote(note.substring(0, blank + 1), lines));
    }

    String format() {
        StringBuilder out = new StringBuilder(text).append('\n');
        lines.forEach(line -> out.append(line.format()));
        return out.toString();
    }

    private static boolean hasControls(String note) {
        return note.chars().anyMatch(c -> c < 0x20 && c != '\n');
    }
}
