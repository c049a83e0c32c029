package dev.holdfast.migration.statement.reach;

import dev.holdfast.migration.sql.SqlScript;
import dev.holdfast.migration.sql.SqlStatement;
import dev.holdfast.migration.sql.SqlToken;
import dev.holdfast.migration.sql.SqlToken.Kind;
import dev.holdfast.migration.sql.TokenCursor;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How far the body of a DO block reaches, as far as its text tells: the statements in it, the functions that it calls, and
 * what it executes as a text. What it puts together from tables or variables alone is not seen.
 */
public final class DoBlock {
    /** Behind these words of PL/pgSQL a statement begins. Source: PostgreSQL manual, §43.6 Control Structures. */
    private static final Set<String> BEFORE_STATEMENTS = Set.of("begin", "then", "else", "loop");

    /** In a place of format(), or of what is put in between strings. */
    private static final String SOMETHING = " x ";

    /** Statements whose object may be the present database, which is a copy's own. */
    private static final Set<String> OF_A_DATABASE = Set.of("ALTER DATABASE", "GRANT", "REVOKE", "COMMENT");

    private final Function<SqlStatement, Optional<Told>> classifier;

    /**
     * A reader of blocks.
     *
     * @param classifier what is told of a statement inside; empty for one that is not known
     */
    public DoBlock(Function<SqlStatement, Optional<Told>> classifier) {
        this.classifier = classifier;
    }

    /**
     * What a statement inside is.
     *
     * @param command its command
     * @param reach how far it reaches
     */
    public record Told(String command, Reach reach) {}

    /**
     * How far a block reaches.
     *
     * @param block the statement, or what follows its DO
     * @return the farthest of what is in it
     */
    public Reach reach(TokenCursor block) {
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

    private Reach ofBody(String body) {
        return SqlScript.parse(body).statements().stream().map(this::ofPart).reduce(Reach.DATABASE, Reach::or);
    }

    private Reach ofPart(SqlStatement part) {
        List<SqlToken> tokens = part.tokens();
        Reach reach = OutsideFunctions.called(tokens);
        for (int i = 0; i < tokens.size(); i++) {
            if (i == 0 || isBeforeStatement(tokens.get(i - 1))) {
                List<SqlToken> rest = tokens.subList(i, tokens.size());
                reach = reach.or(known(rest).map(Told::reach).orElse(Reach.DATABASE));
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
    private Reach ofText(List<SqlToken> expression) {
        String text = expression.stream()
                .filter(token -> token.kind() == Kind.STRING)
                .map(token -> token.literal().replaceAll("%(\\d+\\$)?-?\\d*[sIL]", SOMETHING))
                .collect(Collectors.joining(SOMETHING));
        Optional<Told> known = Stream.of(text, text + SOMETHING)
                .flatMap(one -> SqlScript.parse(one).statements().stream()
                        .limit(1)
                        .flatMap(statement -> known(statement.tokens()).stream()))
                .findFirst();
        boolean ofThisDatabase = expression.stream().anyMatch(token -> token.is("current_database"))
                && known.filter(it -> OF_A_DATABASE.contains(it.command())).isPresent();
        return ofThisDatabase ? Reach.DATABASE : known.map(Told::reach).orElse(Reach.DATABASE);
    }

    /** Not a block in a block, which would go as deep as its writer likes. */
    private Optional<Told> known(List<SqlToken> tokens) {
        if (tokens.get(0).is("do")) {
            return Optional.empty();
        }
        return classifier.apply(new SqlStatement(1, 1, "", tokens, List.of(), Optional.empty()));
    }
}
