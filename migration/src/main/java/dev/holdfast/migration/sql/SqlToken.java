package dev.holdfast.migration.sql;

import java.util.Locale;

/**
 * One token of a script that is neither white space nor comment.
 *
 * @param kind what it is
 * @param text as it stands in the script, quotes and tags included
 * @param start its first character's place in the script, from 0
 * @param end the place after its last character
 */
public record SqlToken(Kind kind, String text, int start, int end) {
    /** What a token is. Source: PostgreSQL manual, §4.1 Lexical Structure. */
    public enum Kind {
        /** A key word or an identifier without quotes. */
        WORD,
        /** An identifier in double quotes, also {@code U&"…"}. */
        QUOTED_IDENTIFIER,
        /** A string of any form: {@code '…'}, {@code E'…'}, {@code U&'…'}, {@code B'…'}, {@code X'…'}, {@code $tag$…$tag$}. */
        STRING,
        /** A number. */
        NUMBER,
        /** A parameter such as {@code $1}. */
        PARAMETER,
        /** An operator such as {@code ||} or {@code ::}. */
        OPERATOR,
        /** One of {@code ( ) [ ] , . :}. */
        PUNCTUATION
    }

    /**
     * Whether this is an unquoted word.
     *
     * @param word in lower case
     * @return true when it is that word in whatever case
     */
    public boolean is(String word) {
        return kind == Kind.WORD && text.toLowerCase(Locale.ROOT).equals(word);
    }
}
