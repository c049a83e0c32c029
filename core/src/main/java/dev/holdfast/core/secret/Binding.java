package dev.holdfast.core.secret;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The identity of a row, as additional authenticated data: its parts in order, each with its length, so that no two
 * lists of parts give the same bytes.
 *
 * @param parts such as tenant, user and credential
 */
public record Binding(List<String> parts) {
    /**
     * Copies the parts.
     *
     * @throws IllegalArgumentException when there is none
     */
    public Binding {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("binding must have at least one part");
        }
    }

    /**
     * A binding of parts.
     *
     * @param parts such as tenant, user and credential
     * @return the binding
     */
    public static Binding of(String... parts) {
        return new Binding(List.of(parts));
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String part : parts) {
            byte[] text = part.getBytes(StandardCharsets.UTF_8);
            out.writeBytes(ByteBuffer.allocate(4).putInt(text.length).array());
            out.writeBytes(text);
        }
        return out.toByteArray();
    }
}
