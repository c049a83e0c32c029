package dev.holdfast.migration.sql.internal;

/** Where quoted text ends. Each method gives the place after its end, or -1 when the text ends first. */
public final class Quotes {
    private Quotes() {}

    /**
     * The end of a quoted identifier, or of one part of a string.
     *
     * @param text the script
     * @param open the opening quote's place
     * @param backslash whether a backslash takes the next character's meaning away
     * @return the place after it, or -1
     */
    public static int closed(String text, int open, boolean backslash) {
        char quote = text.charAt(open);
        int at = open + 1;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\\' && backslash) {
                at += 2;
            } else if (c != quote) {
                at++;
            } else if (at + 1 < text.length() && text.charAt(at + 1) == quote) {
                at += 2;
            } else {
                return at + 1;
            }
        }
        return -1;
    }

    /**
     * The end of a string with its continuations: parts with only white space and a line break between them are one.
     *
     * @param text the script
     * @param open the opening quote's place
     * @param backslash whether a backslash takes the next character's meaning away
     * @return the place after it, or -1
     */
    public static int stringEnd(String text, int open, boolean backslash) {
        int end = closed(text, open, backslash);
        while (end >= 0) {
            int next = continuation(text, end);
            if (next < 0) {
                return end;
            }
            end = closed(text, next, backslash);
        }
        return -1;
    }

    private static int continuation(String text, int from) {
        boolean newLine = false;
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\'') {
                return newLine ? at : -1;
            } else if (c == '\n' || c == '\r') {
                newLine = true;
                at++;
            } else if (Characters.isSpace(c)) {
                at++;
            } else if (text.startsWith("--", at)) {
                at = Characters.lineEnd(text, at);
            } else {
                return -1;
            }
        }
        return -1;
    }

    /**
     * The end of a comment, which may hold others.
     *
     * @param text the script
     * @param open its slash's place
     * @return the place after it, or -1
     */
    public static int commentEnd(String text, int open) {
        int depth = 1;
        int at = open + 2;
        while (at < text.length()) {
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
                if (depth == 0) {
                    return at;
                }
            } else {
                at++;
            }
        }
        return -1;
    }

    /**
     * The end of a dollar quote's opening tag.
     *
     * @param text the script
     * @param open its first dollar's place
     * @return the place after it, or -1 when no dollar quote opens here
     */
    public static int tagEnd(String text, int open) {
        int at = open + 1;
        while (at < text.length() && isTagPart(text.charAt(at), at == open + 1)) {
            at++;
        }
        return at < text.length() && text.charAt(at) == '$' ? at + 1 : -1;
    }

    private static boolean isTagPart(char c, boolean first) {
        return first ? Characters.isWordStart(c) : Characters.isWordPart(c) && c != '$';
    }

    /**
     * The end of a dollar quote.
     *
     * @param text the script
     * @param open its first dollar's place
     * @param tagEnd the place after its opening tag
     * @return the place after it, or -1
     */
    public static int dollarEnd(String text, int open, int tagEnd) {
        String tag = text.substring(open, tagEnd);
        int close = text.indexOf(tag, tagEnd);
        return close < 0 ? -1 : close + tag.length();
    }
}
