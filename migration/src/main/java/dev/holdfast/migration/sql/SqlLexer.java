package dev.holdfast.migration.sql;

import dev.holdfast.migration.sql.SqlToken.Kind;
import dev.holdfast.migration.sql.internal.Characters;
import dev.holdfast.migration.sql.internal.Numbers;
import dev.holdfast.migration.sql.internal.Operators;
import dev.holdfast.migration.sql.internal.Quotes;

/**
 * A script's tokens, comments and meta commands, handed one by one to a listener; never throws, whatever the text.
 *
 * <p>Source: PostgreSQL manual, §4.1 Lexical Structure, with {@code standard_conforming_strings} on.
 */
final class SqlLexer {
    /** What hears of the pieces, in the order of the text. */
    interface Listener {
        void token(SqlToken token);

        /** A comment, its marks included. */
        void comment(String text);

        /** A psql meta command, from its backslash to the end of its line. */
        void metaCommand(int start, String text);

        /** Something that is no SQL; said as the end of a sentence about the script. */
        void problem(int start, String message);
    }

    private final String text;
    private final Listener listener;
    private int position;

    SqlLexer(String text, Listener listener) {
        this.text = text;
        this.listener = listener;
        this.position = text.startsWith("\uFEFF") ? 1 : 0;
    }

    /** Reads to the end. */
    void run() {
        while (position < text.length()) {
            char c = text.charAt(position);
            // A NUL is reported once for the whole script; here it separates.
            if (Characters.isSpace(c) || c == 0) {
                position++;
            } else if (text.startsWith("--", position)) {
                comment(Characters.lineEnd(text, position));
            } else if (text.startsWith("/*", position)) {
                comment(closed(Quotes.commentEnd(text, position), "a comment is not closed: end it with */"));
            } else {
                piece(c);
            }
        }
    }

    /** Goes on from a later place: what lies between was not SQL. */
    void goOnFrom(int place) {
        position = place;
    }

    private void piece(char c) {
        char next = at(position + 1);
        if (c == '\'') {
            string(0, false);
        } else if (c == '"') {
            identifier(0);
        } else if (next == '\'' && "eEbBxXnN".indexOf(c) >= 0) {
            string(1, c == 'e' || c == 'E');
        } else if ((c == 'u' || c == 'U') && next == '&' && at(position + 2) == '\'') {
            string(2, false);
        } else if ((c == 'u' || c == 'U') && next == '&' && at(position + 2) == '"') {
            identifier(2);
        } else if (Characters.isWordStart(c)) {
            word();
        } else if (Characters.isDigit(c) || (c == '.' && Characters.isDigit(next))) {
            token(Kind.NUMBER, Numbers.end(text, position));
        } else if (c == '$') {
            dollar();
        } else {
            mark(c, next);
        }
    }

    private void mark(char c, char next) {
        if (c == ':' && (next == ':' || next == '=')) {
            token(Kind.OPERATOR, position + 2);
        } else if (Characters.isPunctuation(c)) {
            token(Kind.PUNCTUATION, position + 1);
        } else if (Characters.isOperator(c)) {
            token(Kind.OPERATOR, Operators.end(text, position));
        } else if (c == '\\') {
            int start = position;
            position = Characters.lineEnd(text, position);
            listener.metaCommand(start, text.substring(start, position));
        } else {
            unexpected(c);
        }
    }

    private void word() {
        int end = position + 1;
        while (end < text.length() && Characters.isWordPart(text.charAt(end))) {
            end++;
        }
        token(Kind.WORD, end);
    }

    private void string(int prefix, boolean backslash) {
        int end = Quotes.stringEnd(text, position + prefix, backslash);
        token(Kind.STRING, closed(end, "a string is not closed: end it with '"));
    }

    private void identifier(int prefix) {
        int end = Quotes.closed(text, position + prefix, false);
        token(Kind.QUOTED_IDENTIFIER, closed(end, "a quoted identifier is not closed: end it with \""));
    }

    private void dollar() {
        int tagEnd = Quotes.tagEnd(text, position);
        int digits = position + 1;
        while (digits < text.length() && Characters.isDigit(text.charAt(digits))) {
            digits++;
        }
        if (digits > position + 1) {
            token(Kind.PARAMETER, digits);
        } else if (tagEnd >= 0) {
            int end = Quotes.dollarEnd(text, position, tagEnd);
            token(Kind.STRING, closed(end, "a dollar quote is not closed: end it with the tag it began with"));
        } else {
            unexpected('$');
        }
    }

    private void unexpected(char c) {
        String shown = c > ' ' && c < 0x7F ? "'" + c + "'" : String.format("U+%04X", (int) c);
        String hint =
                c == '$' && at(position + 1) == '{' ? "placeholders are not replaced, write the value" : "remove it";
        listener.problem(position, "the character " + shown + " is no SQL outside quotes: " + hint);
        position++;
    }

    private int closed(int end, String message) {
        if (end >= 0) {
            return end;
        }
        listener.problem(position, message);
        return text.length();
    }

    private void comment(int end) {
        String comment = text.substring(position, end);
        position = end;
        listener.comment(comment);
    }

    private void token(Kind kind, int end) {
        SqlToken token = new SqlToken(kind, text.substring(position, end), position, end);
        position = end;
        listener.token(token);
    }

    private char at(int place) {
        return place < text.length() ? text.charAt(place) : 0;
    }
}
