package dev.holdfast.migration.lint.rule;

import dev.holdfast.migration.sql.SqlToken;
import dev.holdfast.migration.sql.TokenCursor;
import java.util.List;
import java.util.Optional;

/**
 * A stretch of a statement's tokens, with the questions that rules ask of it.
 *
 * <p>Phrases are lower case words with one space between; they match unquoted words only, so {@code "drop"} as a
 * column's name is none. What stands in brackets is looked at only where a method says so.
 */
public final class Clause {
    private static final Clause NOTHING = new Clause(List.of());

    private final List<SqlToken> tokens;

    private Clause(List<SqlToken> tokens) {
        this.tokens = tokens;
    }

    /**
     * A clause of these tokens.
     *
     * @param tokens in order
     * @return the clause
     */
    public static Clause of(List<SqlToken> tokens) {
        return new Clause(List.copyOf(tokens));
    }

    /**
     * Its tokens.
     *
     * @return unmodifiable
     */
    public List<SqlToken> tokens() {
        return tokens;
    }

    /**
     * Whether nothing is in it.
     *
     * @return true without tokens
     */
    public boolean isEmpty() {
        return tokens.isEmpty();
    }

    /**
     * What follows a beginning.
     *
     * @param pattern words with a space between; {@code word?} may be missing, {@code a|b} is one of them
     * @return the rest; empty when the clause begins otherwise
     */
    public Optional<Clause> head(String pattern) {
        int end = Words.headEnd(tokens, pattern);
        return end < 0 ? Optional.empty() : Optional.of(from(end));
    }

    /**
     * Whether the clause begins so.
     *
     * @param pattern as for {@link #head}
     * @return true when it does
     */
    public boolean begins(String pattern) {
        return head(pattern).isPresent();
    }

    /**
     * The clause without a beginning that may be missing.
     *
     * @param pattern as for {@link #head}
     * @return the rest, or the clause itself
     */
    public Clause skip(String pattern) {
        return head(pattern).orElse(this);
    }

    /**
     * Whether a phrase stands outside brackets.
     *
     * @param phrase words with a space between
     * @return true when it does
     */
    public boolean has(String phrase) {
        return Words.find(tokens, phrase, Words.OUTSIDE) >= 0;
    }

    /**
     * Whether a phrase stands anywhere, also inside brackets.
     *
     * @param phrase words with a space between
     * @return true when it does
     */
    public boolean hasAnywhere(String phrase) {
        return Words.find(tokens, phrase, Words.ANYWHERE) >= 0;
    }

    /**
     * What follows the first place of a phrase outside brackets.
     *
     * @param phrase words with a space between
     * @return the rest; nothing when the phrase is not there
     */
    public Clause after(String phrase) {
        int at = Words.find(tokens, phrase, Words.OUTSIDE);
        return at < 0 ? NOTHING : from(at + Words.count(phrase));
    }

    /**
     * What follows the first place of a phrase anywhere, also inside brackets.
     *
     * @param phrase words with a space between
     * @return the rest; nothing when the phrase is not there
     */
    public Clause afterAnywhere(String phrase) {
        int at = Words.find(tokens, phrase, Words.ANYWHERE);
        return at < 0 ? NOTHING : from(at + Words.count(phrase));
    }

    /**
     * What stands before the first place of a phrase outside brackets.
     *
     * @param phrase words with a space between
     * @return the part before; the whole when the phrase is not there
     */
    public Clause before(String phrase) {
        int at = Words.find(tokens, phrase, Words.OUTSIDE);
        return at < 0 ? this : new Clause(tokens.subList(0, at));
    }

    /**
     * The name it begins with.
     *
     * @return folded as PostgreSQL folds it, dotted when qualified; empty when it begins with no name
     */
    public Optional<String> name() {
        return TokenCursor.of(tokens).name();
    }

    /**
     * What follows the name it begins with.
     *
     * @return the rest
     */
    public Clause afterName() {
        TokenCursor cursor = TokenCursor.of(tokens);
        return cursor.name().isPresent() ? from(cursor.mark()) : this;
    }

    /**
     * What stands inside its first round brackets.
     *
     * @return nothing when there are none
     */
    public Clause inside() {
        TokenCursor cursor = TokenCursor.of(tokens);
        cursor.skipTo("(");
        return cursor.parenthesised().map(TokenCursor::rest).map(Clause::of).orElse(NOTHING);
    }

    /**
     * What follows its first round brackets.
     *
     * @return nothing when there are none
     */
    public Clause afterBrackets() {
        TokenCursor cursor = TokenCursor.of(tokens);
        cursor.skipTo("(");
        return cursor.skipParenthesised() ? from(cursor.mark()) : NOTHING;
    }

    /**
     * Its parts between commas outside brackets.
     *
     * @return in order, without empty ones
     */
    public List<Clause> list() {
        return TokenCursor.of(tokens).commaSeparated().stream()
                .map(part -> new Clause(part.rest()))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /**
     * Its unquoted words outside brackets.
     *
     * @return in lower case with a space between
     */
    public String words() {
        return Words.outside(tokens);
    }

    /**
     * Whether a token of this text stands anywhere.
     *
     * @param text in lower case
     * @return true when it does
     */
    public boolean hasToken(String text) {
        return tokens.stream().anyMatch(token -> token.text().equalsIgnoreCase(text));
    }

    private Clause from(int at) {
        return at == 0 ? this : new Clause(tokens.subList(at, tokens.size()));
    }
}
