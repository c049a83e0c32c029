package dev.holdfast.migration.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A pattern of words and names, such as {@code drop table [if exists] NAMES [cascade|restrict]}.
 *
 * <p>Its parts, with blanks between: key words in lower case; {@code a|b} one of several; {@code [ … ]} what may be left out,
 * without another inside; {@code NAME} a possibly qualified name, {@code NAMES} several with commas between; {@code TABLE} and
 * {@code TABLES} the same with {@code ONLY} and {@code *} around, and columns behind; {@code ANY} a name that nobody asks for; {@code ()} a pair of
 * parentheses with all between; {@code SIGNATURES} names, each with or without such; {@code OPERATOR} an operator; {@code *}
 * any one token; {@code ...} all that follows. Where it does not end in that, the statement must end with it. Immutable.
 */
public final class Phrase {
    private final List<Part> parts;
    private final boolean open;
    private final String[] lead;

    private Phrase(String[] lead, List<Part> parts, boolean open) {
        this.lead = lead;
        this.parts = parts;
        this.open = open;
    }

    /** What a phrase found. Immutable. */
    public static final class Match {
        private final List<String> names;
        private final List<String> tables;
        private final TokenCursor whole;
        private final TokenCursor behind;

        private Match(List<String> names, List<String> tables, TokenCursor whole, TokenCursor behind) {
            this.names = names;
            this.tables = tables;
            this.whole = whole;
            this.behind = behind;
        }

        /**
         * What the names stand for.
         *
         * @return in order
         */
        public List<String> names() {
            return names;
        }

        /**
         * What the tables stand for.
         *
         * @return in order
         */
        public List<String> tables() {
            return tables;
        }

        /**
         * All the tokens from the phrase's beginning to the statement's end.
         *
         * @return a new cursor at the first
         */
        public TokenCursor all() {
            return whole.fork();
        }

        /**
         * What {@code ...} stands for.
         *
         * @return a new cursor at the first of these tokens
         */
        public TokenCursor rest() {
            return behind.fork();
        }
    }

    private interface Part {
        boolean accept(TokenCursor cursor, Found found);
    }

    /**
     * Reads a pattern.
     *
     * @param pattern as described above
     * @return the phrase
     */
    public static Phrase of(String pattern) {
        String[] words = pattern.split(" ", -1);
        List<Part> parts = new ArrayList<>();
        List<Part> group = new ArrayList<>();
        boolean inGroup = false;
        for (String word : words) {
            inGroup |= word.startsWith("[");
            Part part = part(word.replace("[", "").replace("]", ""));
            if (!inGroup) {
                parts.add(part);
                continue;
            }
            group.add(part);
            if (word.endsWith("]")) {
                parts.add(optional(List.copyOf(group)));
                group.clear();
                inGroup = false;
            }
        }
        return new Phrase(lead(words), List.copyOf(parts), pattern.endsWith("..."));
    }

    /** The plain words that it begins with: most phrases fail at these, so they are looked at first. */
    private static String[] lead(String[] words) {
        return Arrays.stream(words)
                .takeWhile(word -> word.chars().allMatch(c -> c >= 'a' && c <= 'z'))
                .toArray(String[]::new);
    }

    private static Part part(String word) {
        return switch (word) {
            case "NAME" -> (cursor, found) -> found.name(cursor);
            case "NAMES" -> (cursor, found) -> several(cursor, () -> found.name(cursor));
            case "SIGNATURES" -> (cursor, found) -> several(cursor, () -> found.name(cursor) && skipColumns(cursor));
            case "TABLE" -> (cursor, found) -> table(cursor, found);
            case "TABLES" -> (cursor, found) -> several(cursor, () -> table(cursor, found) && skipColumns(cursor));
            case "ANY" -> (cursor, found) -> cursor.skipName();
            case "OPERATOR" -> (cursor, found) -> operator(cursor);
            case "()" -> (cursor, found) -> cursor.skipParenthesised();
            case "*" -> (cursor, found) -> cursor.next().isPresent();
            case "..." -> (cursor, found) -> true;
            default -> words(word.split("\\|", -1));
        };
    }

    private static Part words(String[] words) {
        return (cursor, found) -> cursor.acceptAny(words).isPresent();
    }

    private static Part optional(List<Part> group) {
        return (cursor, found) -> {
            int mark = cursor.mark();
            int before = found.count;
            for (Part part : group) {
                if (!part.accept(cursor, found)) {
                    cursor.reset(mark);
                    found.count = before;
                    break;
                }
            }
            return true;
        };
    }

    private static boolean several(TokenCursor cursor, BooleanSupplier one) {
        do {
            if (!one.getAsBoolean()) {
                return false;
            }
        } while (cursor.accept(","));
        return true;
    }

    private static boolean skipColumns(TokenCursor cursor) {
        cursor.skipParenthesised();
        return true;
    }

    private static boolean table(TokenCursor cursor, Found found) {
        boolean inParentheses = cursor.accept("only", "(");
        if (!inParentheses) {
            cursor.accept("only");
        }
        boolean named = found.table(cursor);
        cursor.accept("*");
        return named && (!inParentheses || cursor.accept(")"));
    }

    private static boolean operator(TokenCursor cursor) {
        boolean qualified = cursor.namePart().isPresent();
        while (qualified && cursor.accept(".") && cursor.namePart().isPresent()) {
            // Up to the operator itself.
        }
        return cursor.next()
                .filter(token -> token.kind() == SqlToken.Kind.OPERATOR)
                .isPresent();
    }

    /** The places of names, which are made only when the whole phrase is found: most phrases fail. */
    private static final class Found {
        private int[] places = new int[4];
        private int count;

        boolean name(TokenCursor cursor) {
            return add(cursor.mark(), cursor);
        }

        boolean table(TokenCursor cursor) {
            return add(-cursor.mark() - 1, cursor);
        }

        private boolean add(int place, TokenCursor cursor) {
            places = count == places.length ? Arrays.copyOf(places, count * 2) : places;
            places[count++] = place;
            return cursor.skipName();
        }

        List<String> names(TokenCursor cursor, boolean tables) {
            return Arrays.stream(places, 0, count)
                    .filter(place -> (place < 0) == tables)
                    .mapToObj(place -> cursor.nameAt(tables ? -place - 1 : place))
                    .toList();
        }
    }

    /**
     * The plain words that it begins with.
     *
     * @return in order; those before the first name, choice or part that may be left out
     */
    public List<String> lead() {
        return List.of(lead);
    }

    /**
     * Looks for the phrase from the cursor's place on.
     *
     * @param cursor moved behind what was found before {@code ...}; where it was when the phrase is not there
     * @return what was found, or empty
     */
    public Optional<Match> in(TokenCursor cursor) {
        return cursor.at(lead) ? inBehind(cursor) : Optional.empty();
    }

    private Optional<Match> inBehind(TokenCursor cursor) {
        int mark = cursor.mark();
        Found found = new Found();
        for (Part part : parts) {
            if (!part.accept(cursor, found)) {
                cursor.reset(mark);
                return Optional.empty();
            }
        }
        if (!open && !cursor.atEnd()) {
            cursor.reset(mark);
            return Optional.empty();
        }
        int end = cursor.mark();
        TokenCursor behind = cursor.fork();
        List<String> names = found.names(cursor, false);
        List<String> tables = found.names(cursor, true);
        cursor.reset(mark);
        TokenCursor whole = cursor.fork();
        cursor.reset(end);
        return Optional.of(new Match(names, tables, whole, behind));
    }
}
