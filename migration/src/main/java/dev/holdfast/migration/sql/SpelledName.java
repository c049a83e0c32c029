package dev.holdfast.migration.sql;

import dev.holdfast.migration.sql.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A possibly qualified name as a statement spells it: in quotes or not, with escapes and their {@code UESCAPE} behind it.
 *
 * @param parts as the catalog has them, folded and cut to 63 bytes
 * @param end the place behind it
 */
record SpelledName(List<String> parts, int end) {
    private static final char DEFAULT_ESCAPE = '\\';

    /** The whole name at a place; empty when none is there, or one that ends in a dot. */
    static Optional<SpelledName> at(List<SqlToken> tokens, int place) {
        List<String> parts = new ArrayList<>();
        int next = place;
        do {
            Optional<SpelledName> part = partAt(tokens, next);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            parts.addAll(part.get().parts());
            next = part.get().end() + 1;
        } while (isAt(tokens, next - 1, "."));
        return Optional.of(new SpelledName(parts, next - 1));
    }

    /** One name without a qualifier at a place. */
    static Optional<SpelledName> partAt(List<SqlToken> tokens, int place) {
        if (place >= tokens.size() || !tokens.get(place).isName()) {
            return Optional.empty();
        }
        SqlToken token = tokens.get(place);
        boolean unicode = token.kind() == Kind.QUOTED_IDENTIFIER && token.text().charAt(0) != '"';
        boolean ownEscape = unicode
                && isAt(tokens, place + 1, "uescape")
                && place + 2 < tokens.size()
                && tokens.get(place + 2).text().length() == 3;
        char escape = ownEscape ? tokens.get(place + 2).text().charAt(1) : DEFAULT_ESCAPE;
        return Optional.of(new SpelledName(List.of(Identifiers.name(token, escape)), place + (ownEscape ? 3 : 1)));
    }

    private static boolean isAt(List<SqlToken> tokens, int place, String word) {
        return place < tokens.size() && tokens.get(place).isWordOrMark(word);
    }

    /** With dots between the parts; one that holds a dot or a quote is in quotes. */
    String text() {
        return text(parts);
    }

    /** All of it but its last part; empty when there is only one. */
    Optional<String> qualifier() {
        return parts.size() == 1 ? Optional.empty() : Optional.of(text(parts.subList(0, parts.size() - 1)));
    }

    private static String text(List<String> parts) {
        return parts.stream().map(Identifiers::shown).collect(Collectors.joining("."));
    }
}
