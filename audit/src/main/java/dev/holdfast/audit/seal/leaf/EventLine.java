package dev.holdfast.audit.seal.leaf;

import dev.holdfast.audit.seal.leaf.LeafColumn.Kind;
import dev.holdfast.core.json.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A sealed event as one line of JSON: its place in the tree, and its columns by their names. The line follows from the
 * leaf, and the leaf from the line.
 *
 * @param index the leaf's place
 * @param columns each column that is not null with its value, as {@link LeafContent#read} gives them
 */
public record EventLine(long index, Map<String, String> columns) {
    private static final String INDEX = "leaf_index";
    private static final Map<String, LeafColumn> BY_NAME =
            LeafColumn.all().stream().collect(Collectors.toUnmodifiableMap(LeafColumn::column, Function.identity()));

    /** Copies the columns. */
    public EventLine {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    /**
     * Writes the line.
     *
     * @return JSON without an end of line
     */
    public String text() {
        StringBuilder out = new StringBuilder("{\"").append(INDEX).append("\":").append(index);
        columns.forEach((name, value) -> {
            LeafColumn column = BY_NAME.get(name);
            if (column == null) {
                throw new IllegalArgumentException("columns must be of the log, got " + name);
            }
            out.append(",\"").append(name).append("\":").append(isQuoted(column) ? Json.write(value) : value);
        });
        return out.append('}').toString();
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @param line the line, without its end
     * @return the event, or empty when the line has another form
     */
    public static Optional<EventLine> parse(String line) {
        try {
            return Optional.of(new Reader(line).read());
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static boolean isQuoted(LeafColumn column) {
        return switch (column.kind()) {
            case INTEGER, BOOLEAN, JSON -> false;
            case UUID, TIME, XID, TEXT -> true;
        };
    }

    /** Takes a line apart; what is JSON in the log stays the text it is, so that no number is rounded. */
    private static final class Reader {
        private final String line;
        private int at;

        private Reader(String line) {
            this.line = line;
        }

        private EventLine read() {
            expect("{\"" + INDEX + "\":");
            long index = Long.parseLong(raw());
            Map<String, String> columns = new LinkedHashMap<>();
            while (line.startsWith(",", at)) {
                at++;
                String name = string();
                LeafColumn column = BY_NAME.get(name);
                expect(":");
                if (column == null || columns.containsKey(name)) {
                    throw malformed();
                }
                columns.put(name, isQuoted(column) ? string() : column.kind() == Kind.JSON ? nested() : raw());
            }
            expect("}");
            if (at != line.length() || index < 0) {
                throw malformed();
            }
            return new EventLine(index, columns);
        }

        private String string() {
            int start = at;
            skipString();
            return String.valueOf(Json.read(line.substring(start, at)));
        }

        private void skipString() {
            expect("\"");
            while (at < line.length() && line.charAt(at) != '"') {
                at += line.charAt(at) == '\\' ? 2 : 1;
            }
            expect("\"");
        }

        private String raw() {
            int start = at;
            while (at < line.length() && ",}]".indexOf(line.charAt(at)) < 0) {
                at++;
            }
            return line.substring(start, at);
        }

        /** A value of any depth, without recursion; its form is checked when it is encoded. */
        private String nested() {
            int start = at;
            int depth = 0;
            do {
                char c = at < line.length() ? line.charAt(at) : 0;
                if (c == '"') {
                    skipString();
                } else if (c == '{' || c == '[') {
                    depth++;
                    at++;
                } else if (c == '}' || c == ']') {
                    depth--;
                    at++;
                } else if (c == ',' || c == ':') {
                    at++;
                } else {
                    scalar();
                }
            } while (depth > 0);
            return line.substring(start, at);
        }

        private void scalar() {
            int start = at;
            while (at < line.length() && ",:}]\"".indexOf(line.charAt(at)) < 0) {
                at++;
            }
            if (at == start) {
                throw malformed();
            }
        }

        private void expect(String token) {
            if (!line.startsWith(token, at)) {
                throw malformed();
            }
            at += token.length();
        }

        private IllegalArgumentException malformed() {
            return new IllegalArgumentException("line must be of an archive, but is not at position " + at);
        }
    }
}
