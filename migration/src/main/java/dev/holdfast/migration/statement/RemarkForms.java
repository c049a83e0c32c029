package dev.holdfast.migration.statement;

import dev.holdfast.migration.sql.Phrase;
import dev.holdfast.migration.sql.SqlToken;
import dev.holdfast.migration.sql.TokenCursor;
import dev.holdfast.migration.statement.effect.LockMode;
import dev.holdfast.migration.statement.effect.Reach;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What is said of objects: comments and security labels, which change nothing in them. */
final class RemarkForms {
    private static final List<String> RELATIONS =
            List.of("table", "view", "index", "sequence", "foreign table", "materialized view");

    /** What a remark can be made on, besides relations and what belongs to one. */
    private static final List<String> OTHERS = List.of(
            "access method",
            "aggregate",
            "cast",
            "collation",
            "conversion",
            "database",
            "domain",
            "extension",
            "event trigger",
            "foreign data wrapper",
            "function",
            "large object",
            "operator",
            "procedural language",
            "language",
            "procedure",
            "publication",
            "role",
            "routine",
            "schema",
            "server",
            "statistics",
            "subscription",
            "tablespace",
            "text search",
            "transform for",
            "type",
            "constraint ANY on domain");

    /** Of these, what all databases share. */
    private static final Set<String> SHARED = Set.of("database", "role", "subscription", "tablespace");

    static final List<Form> ALL = Stream.of(
                    remarks("COMMENT", "comment on "), remarks("SECURITY LABEL", "security label [for ANY] on "))
            .flatMap(List::stream)
            .toList();

    private RemarkForms() {}

    private static List<Form> remarks(String command, String head) {
        Stream<Form> relations = RELATIONS.stream()
                .map(kind -> Form.of(command, head + kind + " TABLE is *").on(LockMode.SHARE_UPDATE_EXCLUSIVE));
        Stream<Form> parts = Stream.of(
                Form.of(command, head + "column ...").with(RemarkForms::column),
                Form.of(command, head + "constraint|trigger|policy|rule ANY on TABLE is *")
                        .on(LockMode.ACCESS_SHARE));
        Stream<Form> others = OTHERS.stream()
                .map(kind -> Form.of(command, head + kind + " ...")
                        .with((match, facts) -> isText(match.rest()))
                        .reaches(SHARED.contains(kind) ? Reach.CLUSTER : Reach.DATABASE));
        return Stream.of(relations, parts, others).flatMap(it -> it).toList();
    }

    private static boolean isText(TokenCursor cursor) {
        return cursor.skipTo("is")
                && cursor.accept("is")
                && (cursor.accept("null")
                        || cursor.next()
                                .filter(token -> token.kind() == SqlToken.Kind.STRING)
                                .isPresent())
                && cursor.atEnd();
    }

    private static boolean column(Phrase.Match match, Facts facts) {
        TokenCursor cursor = match.rest();
        return cursor.qualifier()
                        .map(table -> facts == facts.lock(table, LockMode.SHARE_UPDATE_EXCLUSIVE))
                        .isPresent()
                && isText(cursor);
    }
}
