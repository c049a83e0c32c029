package dev.holdfast.migration.sql;

import java.util.List;
import java.util.Optional;

/**
 * One statement of a script, with its place.
 *
 * @param number its number in the script, from 1
 * @param line the line of its first token, from 1
 * @param text from its first token to its last, without the semicolon
 * @param tokens its tokens, in order; at least one
 * @param comments the comments before it and inside it, without their marks, stripped
 * @param copyData the lines that follow a {@code COPY … FROM STDIN}, without the closing {@code \.}; none for any other
 */
public record SqlStatement(
        int number, int line, String text, List<SqlToken> tokens, List<String> comments, Optional<String> copyData) {
    /** Copies the lists. */
    public SqlStatement {
        tokens = List.copyOf(tokens);
        comments = List.copyOf(comments);
    }
}
