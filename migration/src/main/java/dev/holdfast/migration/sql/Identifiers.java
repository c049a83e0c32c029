package dev.holdfast.migration.sql;

import dev.holdfast.migration.sql.SqlToken.Kind;
import dev.holdfast.migration.sql.internal.Characters;
import java.nio.charset.StandardCharsets;

/** What the catalog makes of an identifier. Source: PostgreSQL manual, §4.1.1 Identifiers and Key Words. */
final class Identifiers {
    /** {@code NAMEDATALEN - 1}. */
    private static final int MAX_BYTES = 63;

    private Identifiers() {}

    /** A token as a name: unquoted words folded to lower case, both forms cut to 63 bytes. */
    static String name(SqlToken token, char escape) {
        String text = token.text();
        if (token.kind() == Kind.WORD) {
            return cut(fold(text));
        }
        boolean unicode = text.charAt(0) != '"';
        int from = unicode ? 3 : 1;
        int to = text.endsWith("\"") && text.length() > from ? text.length() - 1 : text.length();
        String inside = text.substring(from, to).replace("\"\"", "\"");
        return cut(unicode ? unescape(inside, escape) : inside);
    }

    /** A part of a qualified name; in quotes when it holds a dot or a quote, so that no two names look alike. */
    static String shown(String name) {
        return name.indexOf('.') < 0 && name.indexOf('"') < 0 ? name : TableName.quote(name);
    }

    private static String fold(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) >= 'A' && word.charAt(i) <= 'Z') {
                return foldAscii(word);
            }
        }
        return word;
    }

    /** Letters beyond ASCII stay: with UTF-8 the server does not fold them. */
    private static String foldAscii(String word) {
        StringBuilder folded = new StringBuilder(word.length());
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            folded.append(c >= 'A' && c <= 'Z' ? Character.toLowerCase(c) : c);
        }
        return folded.toString();
    }

    private static String cut(String name) {
        if (name.length() * 3 <= MAX_BYTES || name.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES) {
            return name;
        }
        int bytes = 0;
        int at = 0;
        while (at < name.length()) {
            int point = name.codePointAt(at);
            bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (bytes > MAX_BYTES) {
                break;
            }
            at += Character.charCount(point);
        }
        return name.substring(0, at);
    }

    private static String unescape(String text, char escape) {
        StringBuilder plain = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int digits = at + 1 < text.length() && text.charAt(at + 1) == '+' ? 6 : 4;
            int from = digits == 6 ? at + 2 : at + 1;
            if (c != escape) {
                plain.append(c);
                at++;
            } else if (at + 1 < text.length() && text.charAt(at + 1) == escape) {
                plain.append(escape);
                at += 2;
            } else if (isCodePoint(text, from, digits)) {
                plain.appendCodePoint(Integer.parseInt(text.substring(from, from + digits), 16));
                at = from + digits;
            } else {
                plain.append(c);
                at++;
            }
        }
        return plain.toString();
    }

    private static boolean isCodePoint(String text, int from, int digits) {
        return from + digits <= text.length()
                && text.substring(from, from + digits).chars().allMatch(c -> Characters.isHexDigit((char) c))
                && Character.isValidCodePoint(Integer.parseInt(text.substring(from, from + digits), 16));
    }
}
