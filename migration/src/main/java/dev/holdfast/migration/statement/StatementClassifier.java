package dev.holdfast.migration.statement;

import dev.holdfast.migration.sql.SqlStatement;
import dev.holdfast.migration.sql.SqlToken;
import dev.holdfast.migration.sql.TokenCursor;
import dev.holdfast.migration.statement.StatementClass.Unknown;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells what a statement is from its text alone: every command that psql's {@code \h} lists for PostgreSQL 15 to 18.
 *
 * <p>It never guesses: a statement with a part that no form of its command has, such as another dialect's, is unknown. It
 * does not judge whether the server would take a known one. Nothing makes it throw.
 */
public final class StatementClassifier {
    private static final int SHOWN_WORDS = 3;
    private static final int SHOWN_LENGTH = 30;

    private static final FormIndex FORMS = new FormIndex(Stream.of(
                    SessionForms.ALL,
                    RowForms.ALL,
                    MaintenanceForms.ALL,
                    CreateForms.ALL,
                    AlterForms.ALL,
                    RemarkForms.ALL,
                    RightForms.ALL,
                    DropForms.ALL)
            .flatMap(List::stream)
            .toList());

    private StatementClassifier() {}

    /**
     * What a statement is.
     *
     * @param statement the statement
     * @return its class, or that it is unknown and why
     */
    public static StatementClass classify(SqlStatement statement) {
        if (!isBalanced(statement.tokens())) {
            return new Unknown("its parentheses do not match");
        }
        TokenCursor cursor = TokenCursor.of(statement);
        List<Form> forms = FORMS.of(word(statement, 0), word(statement, 1));
        return table(cursor)
                .or(() -> forms.stream()
                        .flatMap(form -> form.read(cursor).stream())
                        .findFirst())
                .or(() -> query(cursor))
                .orElseGet(() -> new Unknown(reason(statement, !FORMS.knows(word(statement, 0)))));
    }

    private static String word(SqlStatement statement, int index) {
        return statement.tokens().size() > index
                        && statement.tokens().get(index).kind() == SqlToken.Kind.WORD
                ? statement.tokens().get(index).text().toLowerCase(Locale.ROOT)
                : "";
    }

    private static Optional<StatementClass> table(TokenCursor cursor) {
        Optional<StatementClass> found = TableForms.alter(cursor).or(() -> TableForms.create(cursor));
        cursor.reset(0);
        return found;
    }

    /** A query may begin with its parenthesis. */
    private static Optional<StatementClass> query(TokenCursor cursor) {
        int mark = cursor.mark();
        while (cursor.accept("(")) {
            // Down to the first word.
        }
        boolean query = cursor.at("select") || cursor.at("with") || cursor.at("values") || cursor.at("table");
        cursor.reset(mark);
        return query ? Optional.of(new Facts("SELECT").query(cursor).known()) : Optional.empty();
    }

    private static boolean isBalanced(List<SqlToken> tokens) {
        int depth = 0;
        for (SqlToken token : tokens) {
            depth += token.isMark("(") ? 1 : token.isMark(")") ? -1 : 0;
            if (depth < 0) {
                return false;
            }
        }
        return depth == 0;
    }

    private static String reason(SqlStatement statement, boolean noCommand) {
        String words = statement.tokens().stream()
                .limit(SHOWN_WORDS)
                .takeWhile(token -> token.kind() == SqlToken.Kind.WORD)
                .map(token -> token.text().toUpperCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
        String shown = words.length() <= SHOWN_LENGTH ? words : words.substring(0, SHOWN_LENGTH) + "…";
        if (words.isEmpty()) {
            return "it begins with no word";
        }
        return noCommand
                ? "no command of PostgreSQL begins with " + shown.split(" ", 2)[0]
                : "a statement that begins with " + shown + " has a part that no known form of its command has";
    }

    /** The forms by the first two words of their phrases, each list in the order of all. */
    private static final class FormIndex {
        private final Map<String, Map<String, List<Form>>> byWords = new HashMap<>();

        FormIndex(List<Form> forms) {
            for (String first : words(forms, "", 0)) {
                Map<String, List<Form>> bySecond = new HashMap<>();
                words(forms, first, 1).forEach(second -> bySecond.put(second, matching(forms, first, second)));
                bySecond.put("", matching(forms, first, ""));
                byWords.put(first, bySecond);
            }
        }

        private static Set<String> words(List<Form> forms, String first, int index) {
            return forms.stream()
                    .flatMap(Form::leads)
                    .filter(lead ->
                            lead.size() > index && (index == 0 || lead.get(0).equals(first)))
                    .map(lead -> lead.get(index))
                    .collect(Collectors.toSet());
        }

        private static List<Form> matching(List<Form> forms, String first, String second) {
            return forms.stream().filter(form -> form.mayBe(first, second)).toList();
        }

        boolean knows(String first) {
            return byWords.containsKey(first);
        }

        List<Form> of(String first, String second) {
            Map<String, List<Form>> bySecond = byWords.getOrDefault(first, Map.of());
            return bySecond.getOrDefault(second, bySecond.getOrDefault("", List.of()));
        }
    }
}
