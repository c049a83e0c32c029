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
    private final LeafBuffer encoded = new LeafBuffer();
    private final Utf8 utf8 = new Utf8();
    private final Deque<Open> open = new ArrayDeque<>();
    private byte[] text = new byte[0];
    private int at;
    private int end;

    JsonLeaf(LeafBuffer out) {
        this.out = out;
    }

    void write(String json) {
        encoded.clear();
        encoded.putText(json);
        write(encoded.array(), 0, encoded.length());
    }

    /** Without recursion: a value may be nested as deep as it likes. */
    void write(byte[] json, int from, int until) {
        utf8.require(json, from, until);
        text = json;
        at = from;
        end = until;
        open.clear();
        do {
            value();
            close();
        } while (!open.isEmpty());
        if (at != end) {
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
            int run = at;
            while (at < end && text[at] != '"' && text[at] != '\\') {
                at++;
            }
            out.put(text, run, at - run);
            char c = peek();
            at++;
            if (c == '"') {
                out.close(mark);
                return;
            }
            out.putPoint(escaped());
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
        int point = 0;
        for (int until = at + 4; at < until; at++) {
            char digit = peek();
            if (!HexFormat.isHexDigit(digit)) {
                throw malformed();
            }
            point = point << 4 | HexFormat.fromHexDigit(digit);
        }
        return point;
    }

    private void number() {
        out.put('d');
        int mark = out.mark();
        int start = at;
        if (peek() == '-') {
            at++;
        }
        digits();
        if (at < end && text[at] == '.') {
            at++;
            digits();
        }
        out.put(text, start, at - start);
        out.close(mark);
    }

    private void digits() {
        int start = at;
        while (at < end && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        if (at == start) {
            throw malformed();
        }
    }

    private void word(String word, char tag) {
        for (int i = 0; i < word.length(); i++) {
            expect(word.charAt(i));
        }
        out.put(tag);
    }

    private void blanks() {
        while (at < end && text[at] == ' ') {
            at++;
        }
    }

    /** The next byte; one of a longer character is none of JSON's signs. */
    private char peek() {
        if (at >= end) {
            throw malformed();
        }
        return (char) (text[at] & 0xFF);
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
