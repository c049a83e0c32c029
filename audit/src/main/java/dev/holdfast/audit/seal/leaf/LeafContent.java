package dev.holdfast.audit.seal.leaf;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads a leaf's bytes back into its columns, for showing what a proof is about. */
public final class LeafContent {
    private LeafContent() {}

    /**
     * The columns of a leaf, as text.
     *
     * @param leaf the bytes of {@link LeafEncoder}
     * @return each column that is not null with its value, in the leaf's order; empty when the bytes are no leaf of this
     *     format
     */
    public static Optional<Map<String, String>> read(byte[] leaf) {
        ByteBuffer in = ByteBuffer.wrap(leaf);
        byte[] head = LeafEncoder.FORMAT.getBytes(StandardCharsets.US_ASCII);
        if (leaf.length < head.length || !in.slice(0, head.length).equals(ByteBuffer.wrap(head))) {
            return Optional.empty();
        }
        in.position(head.length);
        Map<String, String> columns = new LinkedHashMap<>();
        try {
            int before = 0;
            while (in.hasRemaining()) {
                int tag = in.get() & 0xFF;
                LeafColumn column = LeafColumn.ofTag(tag).orElseThrow(LeafContent::malformed);
                if (tag <= before) {
                    throw malformed();
                }
                before = tag;
                columns.put(column.column(), value(column.kind(), part(in, in.getInt())));
            }
        } catch (IllegalArgumentException | java.nio.BufferUnderflowException notALeaf) {
            return Optional.empty();
        }
        return Optional.of(Collections.unmodifiableMap(columns));
    }

    private static String value(LeafColumn.Kind kind, ByteBuffer in) {
        String text = switch (kind) {
            case UUID -> new UUID(in.getLong(), in.getLong()).toString();
            case TIME -> Instant.EPOCH.plus(in.getLong(), ChronoUnit.MICROS).toString();
            case XID -> Long.toUnsignedString(in.getLong());
            case INTEGER -> Long.toString(in.getLong());
            case BOOLEAN -> in.get() == 0 ? "false" : "true";
            case TEXT -> text(in);
            case JSON -> JsonContent.read(in);
        };
        if (in.hasRemaining()) {
            throw malformed();
        }
        return text;
    }

    static ByteBuffer part(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) {
            throw malformed();
        }
        ByteBuffer part = in.slice(in.position(), length);
        in.position(in.position() + length);
        return part;
    }

    static String text(ByteBuffer in) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(in).toString();
        } catch (CharacterCodingException e) {
            throw malformed();
        }
    }

    static IllegalArgumentException malformed() {
        return new IllegalArgumentException("leaf must be of the format " + LeafEncoder.FORMAT.strip());
    }
}
