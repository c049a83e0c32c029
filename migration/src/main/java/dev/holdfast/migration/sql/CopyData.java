package dev.holdfast.migration.sql;

import dev.holdfast.migration.sql.internal.Characters;
import java.util.List;

/**
 * The data lines behind a {@code COPY … FROM STDIN;}.
 *
 * @param lines the lines, as they stand, each with its line break
 * @param next the place after the closing line
 * @param ended whether there was one
 * @param textBefore whether more than a comment stands between the semicolon and the end of its line
 */
record CopyData(String lines, int next, boolean ended, boolean textBefore) {
    private static final String END = "\\.";

    /** Whether a statement is followed by data. */
    static boolean isExpected(List<SqlToken> tokens) {
        if (!tokens.get(0).is("copy")) {
            return false;
        }
        int depth = 0;
        for (int i = 1; i + 1 < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            depth += token.isMark("(") ? 1 : token.isMark(")") ? -1 : 0;
            if (depth == 0 && token.is("from")) {
                return tokens.get(i + 1).is("stdin");
            }
        }
        return false;
    }

    /** Reads the data from the line after a place. */
    static CopyData after(String text, int place) {
        int restEnd = Characters.lineEnd(text, place);
        String rest = text.substring(place, restEnd).strip();
        boolean textBefore = !rest.isEmpty() && !rest.startsWith("--");
        int begin = pastBreak(text, restEnd);
        int line = begin;
        while (line < text.length()) {
            int lineEnd = Characters.lineEnd(text, line);
            if (text.startsWith(END, line) && lineEnd == line + END.length()) {
                return new CopyData(text.substring(begin, line), pastBreak(text, lineEnd), true, textBefore);
            }
            line = pastBreak(text, lineEnd);
        }
        return new CopyData(text.substring(Math.min(begin, text.length())), text.length(), false, textBefore);
    }

    private static int pastBreak(String text, int lineEnd) {
        if (lineEnd >= text.length()) {
            return text.length();
        }
        return text.startsWith("\r\n", lineEnd) ? lineEnd + 2 : lineEnd + 1;
    }
}
