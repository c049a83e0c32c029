package dev.holdfast.migration.lint.rule;

import dev.holdfast.migration.sql.SqlToken;
import java.util.List;
import java.util.Locale;

/** Looks for unquoted words among tokens. */
final class Words {
    /** Outside brackets only. */
    static final int OUTSIDE = 0;
    /** However deep in brackets. */
    static final int ANYWHERE = Integer.MAX_VALUE;

    private Words() {}

    /** Where a beginning ends, with {@code word?} for one that may be missing and {@code a|b} for one of two; or -1. */
    static int headEnd(List<SqlToken> tokens, String pattern) {
        int at = 0;
        int start = 0;
        while (start < pattern.length()) {
            int space = pattern.indexOf(' ', start);
            int end = space < 0 ? pattern.length() : space;
            boolean optional = pattern.charAt(end - 1) == '?';
            if (at < tokens.size() && isOneOf(tokens.get(at), pattern.substring(start, optional ? end - 1 : end))) {
                at++;
            } else if (!optional) {
                return -1;
            }
            start = end + 1;
        }
        return at;
    }

    /** The first place of a phrase no deeper in brackets than that; or -1. */
    static int find(List<SqlToken> tokens, String phrase, int maxDepth) {
        String[] words = phrase.split(" ", -1);
        int depth = 0;
        for (int at = 0; at + words.length <= tokens.size(); at++) {
            SqlToken token = tokens.get(at);
            if (depth <= maxDepth && token.is(words[0]) && follows(tokens, at, words)) {
                return at;
            }
            depth = depth(depth, token);
        }
        return -1;
    }

    /** How many words a phrase has. */
    static int count(String phrase) {
        return phrase.split(" ", -1).length;
    }

    /** The words outside brackets, in lower case. */
    static String outside(List<SqlToken> tokens) {
        StringBuilder words = new StringBuilder();
        int depth = 0;
        for (SqlToken token : tokens) {
            depth = depth(depth, token);
            if (depth == 0 && token.kind() == SqlToken.Kind.WORD) {
                words.append(words.isEmpty() ? "" : " ").append(token.text().toLowerCase(Locale.ROOT));
            }
        }
        return words.toString();
    }

    private static boolean follows(List<SqlToken> tokens, int at, String[] words) {
        for (int word = 1; word < words.length; word++) {
            if (!tokens.get(at + word).is(words[word])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOneOf(SqlToken token, String words) {
        if (words.indexOf('|') < 0) {
            return token.is(words);
        }
        for (String word : words.split("\\|", -1)) {
            if (token.is(word)) {
                return true;
            }
        }
        return false;
    }

    private static int depth(int depth, SqlToken token) {
        if (token.kind() != SqlToken.Kind.PUNCTUATION) {
            return depth;
        }
        return switch (token.text()) {
            case "(", "[" -> depth + 1;
            case ")", "]" -> Math.max(0, depth - 1);
            default -> depth;
        };
    }
}
