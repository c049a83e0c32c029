package dev.holdfast.audit.seal.leaf;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;

/**
 * Writes the text of a {@code jsonb} value in its one form of bytes, in one pass and without building the value.
 *
 * <p>The text is PostgreSQL's own: numbers are plain decimals that show every digit stored, and an object's keys come in
 * the order of their length and then their bytes, each once. That order is checked, not made: a text in another one was
 * not printed by {@code jsonb}. Not thread-safe.
 */
final class JsonLeaf {
    private final LeafBuffer out;
    private final Deque<Open> open = new ArrayDeque<>();
    private String text = "";
    private int at;

    JsonLeaf(LeafBuffer out) {
        this.out = out;
    }

    /** Without recursion: a value may be nested as deep as it likes. */
    void write(String json) {
        text = json;
        at = 0;
        open.clear();
        do {
            value();
            close();
        } while (!open.isEmpty());
        if (at != text.length()) {
            throw malformed();
        }
    }

    /** Writes a scalar, or what opens an array or object that is not empty, up to its first scalar. */
    private void value() {
        blanks();
        char c = peek();
        while (c == '{' || c == '[') {
            at++;
            out.put(c == '{' ? 'o' : 'a');
            open.push(new Open(c == '{', out.mark() - 4));
            blanks();
            if (peek() == (c == '{' ? '}' : ']')) {
                return;
            }
            item();
            blanks();
            c = peek();
        }
        switch (c) {
            case '"' -> {
                out.put('s');
                string();
            }
            case 't' -> word("true", 't');
            case 'f' -> word("false", 'f');
            case 'n' -> word("null", 'n');
            default -> number();
        }
    }

    /** Ends what ends here; stands at the next value when something is still open. */
    private void close() {
        blanks();
        while (!open.isEmpty()) {
            Open last = open.element();
            if (peek() == ',' && last.count > 0) {
                at++;
                item();
                return;
            }
            expect(last.isObject ? '}' : ']');
            out.setInt(last.place, last.count);
            open.pop();
            blanks();
        }
    }

    /** Counts the value that follows, and writes its key. */
    private void item() {
        Open last = open.element();
        last.count++;
        if (last.isObject) {
            blanks();
            int key = out.length();
            string();
            requireAscending(last.lastKey, key);
            last.lastKey = key;
            blanks();
            expect(':');
        }
    }

    /** By length in bytes, then by the bytes: each key stands in the buffer behind its length. */
    private void requireAscending(int before, int key) {
        if (before >= 0) {
            byte[] bytes = out.array();
            int end = out.length();
            int length = end - key - 4;
            int lengthBefore = intAt(bytes, before);
            int order = lengthBefore != length
                    ? Integer.compare(lengthBefore, length)
                    : Arrays.compareUnsigned(bytes, before + 4, before + 4 + lengthBefore, bytes, key + 4, end);
            if (order >= 0) {
                throw new IllegalArgumentException("JSON must have its keys once and in the order of jsonb");
            }
        }
    }

    private static int intAt(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).getInt(at);
    }

    private void string() {
        expect('"');
        int mark = out.mark();
        while (true) {
            int point = peekPoint();
            at += Character.charCount(point);
            if (point == '"') {
                out.close(mark);
                return;
            }
            out.putPoint(point == '\\' ? escaped() : point);
        }
    }

    private int escaped() {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw malformed();
        };
    }

    /** What jsonb prints as an escape is a control character alone. */
    private int unicode() {
        if (at + 4 > text.length()) {
            throw malformed();
        }
        int point = HexFormat.fromHexDigits(text, at, at + 4);
        at += 4;
        return point;
    }

    private void number() {
        out.put('d');
        int mark = out.mark();
        int start = at;
        if (peek() == '-') {
            put();
        }
        digits();
        if (at < text.length() && text.charAt(at) == '.') {
            put();
            digits();
        }
        if (at == start) {
            throw malformed();
        }
        out.close(mark);
    }

    private void digits() {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            put();
        }
        if (at == start) {
            throw malformed();
        }
    }

    private void put() {
        out.put(text.charAt(at++));
    }

    private void word(String word, char tag) {
        if (!text.startsWith(word, at)) {
            throw malformed();
        }
        at += word.length();
        out.put(tag);
    }

    private void blanks() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw malformed();
        }
        return text.charAt(at);
    }

    private int peekPoint() {
        char unused = peek();
        return text.codePointAt(at);
    }

    private void expect(char c) {
        if (peek() != c) {
            throw malformed();
        }
        at++;
    }

    private IllegalArgumentException malformed() {
        return new IllegalArgumentException("JSON must be as jsonb prints it, but is not at position " + at);
    }

    /** An array or object that has not ended. */
    private static final class Open {
        private final boolean isObject;
        private final int place;
        private int count;
        private int lastKey = -1;

        private Open(boolean isObject, int place) {
            this.isObject = isObject;
            this.place = place;
        }
    }
}
