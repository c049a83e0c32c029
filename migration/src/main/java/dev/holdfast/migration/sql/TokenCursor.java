package dev.holdfast.migration.sql;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A place in a list of tokens, moved forward by what is found there; nothing makes it throw. Not thread-safe.
 *
 * <pre>{@code
 * TokenCursor cursor = TokenCursor.of(statement);
 * if (cursor.accept("drop", "table")) {
 *     boolean tolerant = cursor.accept("if", "exists");
 *     Optional<String> table = cursor.name();
 * }
 * }</pre>
 */
public final class TokenCursor {
    private final List<SqlToken> tokens;
    private int place;

    private TokenCursor(List<SqlToken> tokens) {
        this.tokens = tokens;
    }

    /**
     * A cursor at a statement's beginning.
     *
     * @param statement the statement
     * @return the cursor
     */
    public static TokenCursor of(SqlStatement statement) {
        return new TokenCursor(statement.tokens());
    }

    /**
     * A cursor at the beginning of a list.
     *
     * @param tokens the tokens
     * @return the cursor
     */
    public static TokenCursor of(List<SqlToken> tokens) {
        return new TokenCursor(List.copyOf(tokens));
    }

    /**
     * Whether no token is left.
     *
     * @return true behind the last one
     */
    public boolean atEnd() {
        return place >= tokens.size();
    }

    /**
     * The next token, without moving.
     *
     * @return empty at the end
     */
    public Optional<SqlToken> peek() {
        return atEnd() ? Optional.empty() : Optional.of(tokens.get(place));
    }

    /**
     * The next token, and moves past it.
     *
     * @return empty at the end
     */
    public Optional<SqlToken> next() {
        return atEnd() ? Optional.empty() : Optional.of(tokens.get(place++));
    }

    /**
     * The present place, to come back to.
     *
     * @return the number of tokens passed
     */
    public int mark() {
        return place;
    }

    /** As {@link #name}, without making the name; gives whether it moved. */
    boolean skipName() {
        int start = place;
        do {
            if (atEnd() || !tokens.get(place).isName()) {
                place = start;
                return false;
            }
            place++;
            if (isAt(place, "uescape") && place + 1 < tokens.size()) {
                place += 2;
            }
        } while (accept("."));
        return true;
    }

    /** The name at a place where one is known to be; does not move. */
    String nameAt(int mark) {
        return SpelledName.at(tokens, mark).map(SpelledName::text).orElse("");
    }

    /** A new cursor over what is between here and the end. */
    TokenCursor fork() {
        return new TokenCursor(rest());
    }

    /**
     * Comes back to a place.
     *
     * @param mark what {@link #mark()} gave
     */
    public void reset(int mark) {
        place = Math.max(0, Math.min(mark, tokens.size()));
    }

    /**
     * Whether the next tokens are these, without moving.
     *
     * @param words key words in lower case, or marks and operators such as {@code (} and {@code =}
     * @return true when all of them follow in this order
     */
    public boolean at(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!isAt(place + i, words[i])) {
                return false;
            }
        }
        return true;
    }

    private boolean isAt(int index, String word) {
        return index < tokens.size() && tokens.get(index).isWordOrMark(word);
    }

    /**
     * Moves past the next tokens when they are these, all or none.
     *
     * @param words as for {@link #at}
     * @return whether it moved
     */
    @CanIgnoreReturnValue
    public boolean accept(String... words) {
        boolean found = at(words);
        place += found ? words.length : 0;
        return found;
    }

    /**
     * Moves past the next token when it is one of these.
     *
     * @param words key words in lower case, or marks
     * @return the one found
     */
    @CanIgnoreReturnValue
    public Optional<String> acceptAny(String... words) {
        for (String word : words) {
            if (isAt(place, word)) {
                place++;
                return Optional.of(word);
            }
        }
        return Optional.empty();
    }

    /**
     * Moves past a possibly qualified name.
     *
     * @return its parts as the catalog has them (folded, cut to 63 bytes), with dots between; a part that holds a dot or a
     *     quote is in quotes. Empty, and nothing moved, when no name is next
     */
    public Optional<String> name() {
        return past(SpelledName.at(tokens, place)).map(SpelledName::text);
    }

    /**
     * Moves past a qualified name.
     *
     * @return all of it but its last part, as {@link #name} gives it: the table of {@code schema.table.column}. Empty when no
     *     name is next, or an unqualified one
     */
    public Optional<String> qualifier() {
        return past(SpelledName.at(tokens, place)).flatMap(SpelledName::qualifier);
    }

    /**
     * Moves past one name without a qualifier.
     *
     * @return the name as the catalog has it; empty, and nothing moved, when no name is next
     */
    public Optional<String> namePart() {
        return past(SpelledName.partAt(tokens, place)).map(part -> part.parts().get(0));
    }

    private Optional<SpelledName> past(Optional<SpelledName> name) {
        place = name.map(SpelledName::end).orElse(place);
        return name;
    }

    /**
     * Moves past several names with commas between.
     *
     * @return as {@link #name} gives them; empty when no name is next
     */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        do {
            name().ifPresent(names::add);
        } while (accept(","));
        return List.copyOf(names);
    }

    /**
     * Moves past a pair of parentheses and all between them.
     *
     * @return whether it moved: false when no parenthesis is next
     */
    @CanIgnoreReturnValue
    public boolean skipParenthesised() {
        return parenthesised().isPresent();
    }

    /**
     * Moves past a pair of parentheses.
     *
     * @return a cursor over what is between them; empty, and nothing moved, when no parenthesis is next. Without a closing
     *     one it goes to the end
     */
    public Optional<TokenCursor> parenthesised() {
        if (!at("(")) {
            return Optional.empty();
        }
        int open = place;
        int close = skipBalanced() ? place - 1 : place;
        return Optional.of(new TokenCursor(tokens.subList(open + 1, close)));
    }

    /** Moves past one token, or past a pair of parentheses or brackets with all between; nothing at the end. */
    public void skipOne() {
        skipBalanced();
    }

    /** As {@link #skipOne}; gives whether all that it opened was closed. */
    @CanIgnoreReturnValue
    private boolean skipBalanced() {
        int depth = 0;
        while (!atEnd()) {
            SqlToken token = tokens.get(place++);
            depth += token.opens() ? 1 : token.closes() ? -1 : 0;
            if (depth <= 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Moves to the first of these outside parentheses, or to the end.
     *
     * @param words key words in lower case, or marks
     * @return whether one was found
     */
    @CanIgnoreReturnValue
    public boolean skipTo(String... words) {
        while (!atEnd()) {
            for (String word : words) {
                if (isAt(place, word)) {
                    return true;
                }
            }
            skipOne();
        }
        return false;
    }

    /**
     * Whether these follow somewhere outside parentheses, without moving.
     *
     * @param words the sequence, as for {@link #at}
     * @return true when they do, one behind the other
     */
    public boolean ahead(String... words) {
        int start = place;
        boolean found = at(words);
        while (!found && !atEnd()) {
            skipOne();
            found = at(words);
        }
        place = start;
        return found;
    }

    /**
     * The tokens from here to the end, without moving.
     *
     * @return an unmodifiable view; empty at the end
     */
    public List<SqlToken> rest() {
        return tokens.subList(place, tokens.size());
    }

    /**
     * What lies between the commas outside parentheses, from here to the end; does not move.
     *
     * @return a cursor for each part; none at the end
     */
    public List<TokenCursor> commaSeparated() {
        List<TokenCursor> parts = new ArrayList<>();
        int start = place;
        int from = place;
        while (!atEnd()) {
            if (at(",")) {
                parts.add(new TokenCursor(tokens.subList(from, place)));
                from = place + 1;
            }
            skipOne();
        }
        if (start < tokens.size()) {
            parts.add(new TokenCursor(tokens.subList(from, tokens.size())));
        }
        place = start;
        return parts;
    }
}
