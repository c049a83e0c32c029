package dev.holdfast.migration.statement;

import dev.holdfast.migration.sql.SqlScript;
import dev.holdfast.migration.sql.SqlStatement;
import dev.holdfast.migration.sql.SqlToken;
import dev.holdfast.migration.sql.SqlToken.Kind;
import dev.holdfast.migration.sql.TokenCursor;
import dev.holdfast.migration.statement.StatementClass.Known;
import dev.holdfast.migration.statement.effect.Reach;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How far the body of a DO block reaches, as far as its text tells: the statements in it, the functions that it calls, and
 * what it executes as a text. What it puts together from tables or variables alone is not seen.
 */
final class DoBlock {
    /** Behind these words of PL/pgSQL a statement begins. Source: PostgreSQL manual, §43.6 Control Structures. */
    private static final Set<String> BEFORE_STATEMENTS = Set.of("begin", "then", "else", "loop");

    /** In a place of format(), or of what is put in between strings. */
    private static final String SOMETHING = " x ";

    /** Statements whose object may be the present database, which is a copy's own. */
    private static final Set<String> OF_A_DATABASE = Set.of("ALTER DATABASE", "GRANT", "REVOKE", "COMMENT");

    private DoBlock() {}

    static Reach reach(TokenCursor block) {
        Reach reach = Reach.DATABASE;
        while (!block.atEnd()) {
            boolean language = block.accept("language");
            Optional<SqlToken> token = block.next();
            if (!language && token.filter(it -> it.kind() == Kind.STRING).isPresent()) {
                reach = reach.or(ofBody(token.get().literal()));
            }
        }
        return reach;
    }

    private static Reach ofBody(String body) {
        return SqlScript.parse(body).statements().stream().map(DoBlock::ofPart).reduce(Reach.DATABASE, Reach::or);
    }

    private static Reach ofPart(SqlStatement part) {
        List<SqlToken> tokens = part.tokens();
        Reach reach = OutsideFunctions.called(tokens);
        for (int i = 0; i < tokens.size(); i++) {
            if (i == 0 || isBeforeStatement(tokens.get(i - 1))) {
                List<SqlToken> rest = tokens.subList(i, tokens.size());
                reach = reach.or(known(rest).map(Known::reach).orElse(Reach.DATABASE));
            }
            if (tokens.get(i).is("execute")) {
                reach = reach.or(ofText(tokens.subList(i + 1, tokens.size())));
            }
        }
        return reach;
    }

    private static boolean isBeforeStatement(SqlToken token) {
        return BEFORE_STATEMENTS.stream().anyMatch(token::is);
    }

    /** The strings of the expression, with something between them, read as a statement. */
    private static Reach ofText(List<SqlToken> expression) {
        String text = expression.stream()
                .filter(token -> token.kind() == Kind.STRING)
                .map(token -> token.literal().replaceAll("%(\\d+\\$)?-?\\d*[sIL]", SOMETHING))
                .collect(Collectors.joining(SOMETHING));
        Optional<Known> known = Stream.of(text, text + SOMETHING)
                .flatMap(one -> SqlScript.parse(one).statements().stream()
                        .limit(1)
                        .flatMap(statement -> known(statement.tokens()).stream()))
                .findFirst();
        boolean ofThisDatabase = expression.stream().anyMatch(token -> token.is("current_database"))
                && known.filter(it -> OF_A_DATABASE.contains(it.command())).isPresent();
        return ofThisDatabase ? Reach.DATABASE : known.map(Known::reach).orElse(Reach.DATABASE);
    }

    /** Not a block in a block, which would go as deep as its writer likes. */
    private static Optional<Known> known(List<SqlToken> tokens) {
        if (tokens.get(0).is("do")) {
            return Optional.empty();
        }
        return StatementClassifier.classify(new SqlStatement(1, 1, "", tokens, List.of(), Optional.empty()))
                .fold(Optional::of, unknown -> Optional.empty());
    }
}
