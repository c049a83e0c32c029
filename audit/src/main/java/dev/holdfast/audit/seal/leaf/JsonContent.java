package dev.holdfast.audit.seal.leaf;

import dev.holdfast.core.json.Json;
import java.nio.ByteBuffer;

/** Reads what {@link JsonLeaf} wrote, as JSON text. */
final class JsonContent {
    /** Deeper values are proven as any other, but not shown. */
    private static final int MAX_DEPTH = 200;

    private JsonContent() {}

    static String read(ByteBuffer in) {
        StringBuilder out = new StringBuilder();
        value(in, out, 0);
        return out.toString();
    }

    private static void value(ByteBuffer in, StringBuilder out, int depth) {
        if (depth > MAX_DEPTH) {
            throw LeafContent.malformed();
        }
        switch (in.get()) {
            case 'n' -> out.append("null");
            case 't' -> out.append("true");
            case 'f' -> out.append("false");
            case 'd' -> out.append(LeafContent.text(LeafContent.part(in, in.getInt())));
            case 's' -> string(in, out);
            case 'a' -> items(in, out, depth, false);
            case 'o' -> items(in, out, depth, true);
            default -> throw LeafContent.malformed();
        }
    }

    private static void items(ByteBuffer in, StringBuilder out, int depth, boolean keyed) {
        out.append(keyed ? '{' : '[');
        int count = in.getInt();
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                out.append(',');
            }
            if (keyed) {
                string(in, out);
                out.append(':');
            }
            value(in, out, depth + 1);
        }
        out.append(keyed ? '}' : ']');
    }

    private static void string(ByteBuffer in, StringBuilder out) {
        out.append(Json.write(LeafContent.text(LeafContent.part(in, in.getInt()))));
    }
}
