package dev.holdfast.migration.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A script's statements by their first words: enough to see whether it ends the transaction it runs in.
 *
 * <p>Comments (nested), strings (also {@code E''}), quoted identifiers and dollar quotes are skipped, so a word in them
 * is not taken for a statement. Never throws, whatever the text. Source: PostgreSQL manual, §4.1 Lexical Structure.
 */
public final class SqlScript {
    private static final Set<String> TRANSACTION_CONTROL =
            Set.of("begin", "start", "commit", "end", "rollback", "abort", "prepare transaction");

    private final String text;
    private final List<String> heads = new ArrayList<>();
    private final StringBuilder head = new StringBuilder();
    private int position;

    private SqlScript(String text) {
        this.text = text;
    }

    /**
     * The transaction control statements of a script.
     *
     * <p>A {@code ROLLBACK TO SAVEPOINT} is one as well, to be on the safe side; so is the {@code END} of a function
     * body in standard SQL ({@code BEGIN ATOMIC}).
     *
     * @param script SQL text
     * @return their first words in upper case, in order; empty when the script leaves its transaction alone
     */
    public static List<String> transactionControl(String script) {
        SqlScript scanner = new SqlScript(script);
        scanner.scan();
        List<String> found = new ArrayList<>();
        for (String head : scanner.heads) {
            String first = head.startsWith("prepare ") ? head : head.split(" ", 2)[0];
            if (TRANSACTION_CONTROL.contains(first)) {
                found.add(first.toUpperCase(Locale.ROOT));
            }
        }
        return List.copyOf(found);
    }

    private void scan() {
        while (position < text.length()) {
            char c = text.charAt(position);
            if (text.startsWith("--", position)) {
                position = after("\n", position);
            } else if (text.startsWith("/*", position)) {
                skipComment();
            } else if (c == '\'') {
                skipQuoted('\'', escapes());
            } else if (c == '"') {
                skipQuoted('"', false);
            } else if (c == '$' && !skipDollarQuote()) {
                position++;
            } else if (c == ';') {
                endStatement();
            } else if (c != '$') {
                word(c);
            }
        }
        endStatement();
    }

    private void word(char c) {
        if (!Character.isLetter(c) && c != '_') {
            position++;
            return;
        }
        int start = position;
        while (position < text.length() && isWordPart(text.charAt(position))) {
            position++;
        }
        long words = head.chars().filter(ch -> ch == ' ').count();
        if (words < 2) {
            head.append(text.substring(start, position).toLowerCase(Locale.ROOT))
                    .append(' ');
        }
    }

    private void endStatement() {
        String words = head.toString().strip();
        if (!words.isEmpty()) {
            heads.add(words);
        }
        head.setLength(0);
        position++;
    }

    private void skipComment() {
        int depth = 0;
        do {
            if (text.startsWith("/*", position)) {
                depth++;
                position += 2;
            } else if (text.startsWith("*/", position)) {
                depth--;
                position += 2;
            } else {
                position++;
            }
        } while (depth > 0 && position < text.length());
    }

    /** Whether the string at the position began as {@code E'...'}; a bare E is then the last word read. */
    private boolean escapes() {
        return position > 0
                && (text.charAt(position - 1) == 'e' || text.charAt(position - 1) == 'E')
                && (position == 1 || !isWordPart(text.charAt(position - 2)));
    }

    private void skipQuoted(char quote, boolean backslash) {
        position++;
        while (position < text.length()) {
            char c = text.charAt(position);
            position++;
            if (c == '\\' && backslash) {
                position++;
            } else if (c == quote) {
                // A doubled quote begins the "next" string at once and is skipped as such.
                return;
            }
        }
    }

    private boolean skipDollarQuote() {
        int end = position + 1;
        while (end < text.length() && (isWordPart(text.charAt(end)) && text.charAt(end) != '$')) {
            end++;
        }
        boolean partOfWord = position > 0 && isWordPart(text.charAt(position - 1));
        if (partOfWord || end >= text.length() || text.charAt(end) != '$') {
            return false;
        }
        String tag = text.substring(position, end + 1);
        position = after(tag, end + 1);
        return true;
    }

    private int after(String end, int from) {
        int found = text.indexOf(end, from);
        return found < 0 ? text.length() : found + end.length();
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }
}
