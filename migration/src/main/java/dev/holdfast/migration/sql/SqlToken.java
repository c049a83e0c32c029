package dev.holdfast.migration.sql;

/**
 * One token of a script that is neither white space nor comment.
 *
 * @param kind what it is
 * @param text as it stands in the script, quotes and tags included
 * @param start its first character's place in the script, from 0
 * @param end the place after its last character
 */
public record SqlToken(Kind kind, String text, int start, int end) {
    private static final int CASE_BIT = 0x20;

    /** What a token is. Source: PostgreSQL manual, §4.1 Lexical Structure. */
    public enum Kind {
        /** A key word or an identifier without quotes. */
        WORD,
        /** An identifier in double quotes, also {@code U&"…"}. */
        QUOTED_IDENTIFIER,
        /**
         * A string of any form: {@code '…'}, {@code E'…'}, {@code U&'…'}, {@code B'…'}, {@code X'…'}, {@code N'…'},
         * {@code $tag$…$tag$}; its continuations on the next lines included.
         */
        STRING,
        /** A number. */
        NUMBER,
        /** A parameter such as {@code $1}. */
        PARAMETER,
        /** An operator such as {@code ||} or {@code ::}. */
        OPERATOR,
        /** One of {@code ( ) [ ] , . :}, and {@code ;} where it does not end the statement. */
        PUNCTUATION
    }

    /**
     * Whether this is an unquoted word.
     *
     * @param word in lower case
     * @return true when it is that word in whatever case of the letters A to Z
     */
    public boolean is(String word) {
        if (kind != Kind.WORD || text.length() != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            char c = text.charAt(i);
            // Not equalsIgnoreCase: it takes the Kelvin sign for a K, and PostgreSQL does not.
            char folded = c >= 'A' && c <= 'Z' ? (char) (c | CASE_BIT) : c;
            if (folded != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether this is a mark or an operator.
     *
     * @param mark such as {@code (} or {@code =}
     * @return true when it is exactly that
     */
    public boolean isMark(String mark) {
        return (kind == Kind.PUNCTUATION || kind == Kind.OPERATOR) && text.equals(mark);
    }

    /** Whether this is that word or that mark. */
    boolean isWordOrMark(String text) {
        return kind == Kind.WORD ? is(text) : isMark(text);
    }

    /** Whether this is an opening parenthesis or bracket. */
    boolean opens() {
        return kind == Kind.PUNCTUATION && (text.equals("(") || text.equals("["));
    }

    /** Whether this is a closing parenthesis or bracket. */
    boolean closes() {
        return kind == Kind.PUNCTUATION && (text.equals(")") || text.equals("]"));
    }

    /**
     * What a string says, without its quotes. The escapes of {@code E'…'} and {@code U&'…'} stay as they are written, and
     * so does a string that goes on after a line's end.
     *
     * @return the text between the quotes; the whole text when this is no string
     */
    public String literal() {
        if (kind != Kind.STRING) {
            return text;
        }
        boolean dollar = text.charAt(0) == '$';
        int open = text.indexOf(dollar ? '$' : '\'', dollar ? 1 : 0) + 1;
        int close = dollar ? text.length() - open : text.lastIndexOf('\'');
        String inside = text.substring(open, Math.max(open, close));
        return dollar ? inside : inside.replace("''", "'");
    }

    /**
     * Whether this can be a name: an unquoted word or a quoted identifier.
     *
     * @return true when it is one of the two
     */
    public boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED_IDENTIFIER;
    }
}
