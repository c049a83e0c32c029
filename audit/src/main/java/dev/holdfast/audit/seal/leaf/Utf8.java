package dev.holdfast.audit.seal.leaf;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/** Holds bytes to strict UTF-8. Not thread-safe. */
final class Utf8 {
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();

    void require(byte[] bytes, int from, int until) {
        int high = 0;
        for (int at = from; at < until; at++) {
            high |= bytes[at];
        }
        // Most texts are ASCII; only a negative byte begins anything longer.
        if (high < 0) {
            decode(ByteBuffer.wrap(bytes, from, until - from));
        }
    }

    private void decode(ByteBuffer text) {
        try {
            var unused = decoder.decode(text);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("text must be UTF-8", e);
        }
    }
}
