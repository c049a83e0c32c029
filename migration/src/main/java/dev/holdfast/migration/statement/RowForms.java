package dev.holdfast.migration.statement;

import dev.holdfast.migration.sql.Phrase;
import dev.holdfast.migration.sql.SqlToken;
import dev.holdfast.migration.sql.TokenCursor;
import dev.holdfast.migration.statement.effect.Effect;
import dev.holdfast.migration.statement.effect.LockMode;
import dev.holdfast.migration.statement.effect.Reach;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Queries and changes of rows. */
final class RowForms {
    private static final String[] VERBS = {"select", "insert", "update", "delete", "merge", "values", "table"};
    private static final Set<String> READING = Set.of("select", "values", "table");

    /** What EXPLAIN takes besides queries and changes of rows. */
    private static final List<String> EXPLAINED = List.of("create", "declare", "refresh", "execute");

    static final List<Form> ALL = List.of(
            Form.of("SELECT", "select ...").with(RowForms::select),
            Form.of("VALUES", "values ...").with(RowForms::whole),
            Form.of("TABLE", "table TABLE ...").with(RowForms::whole).scans(Effect.YES),
            Form.of("INSERT", "insert into TABLE ...").with(RowForms::insert),
            Form.of("UPDATE", "update TABLE ...").with(RowForms::update),
            Form.of("DELETE", "delete from TABLE ...").with(RowForms::target).with(RowForms::everyRow),
            Form.of("MERGE", "merge into TABLE ...").with(RowForms::merge),
            Form.of("WITH", "with ...").with(RowForms::with),
            Form.of("COPY", "copy TABLE [()] from ...").with(RowForms::copied).alters(LockMode.ROW_EXCLUSIVE),
            Form.of("COPY", "copy TABLE [()] to ...")
                    .with(RowForms::copied)
                    .alters(LockMode.ACCESS_SHARE)
                    .scans(Effect.YES),
            Form.of("COPY", "copy ( ...").with(RowForms::copiedQuery),
            Form.of("LOCK", "lock [table] TABLES [nowait]").alters(LockMode.ACCESS_EXCLUSIVE),
            Form.of("LOCK", "lock [table] TABLES in ...").with(RowForms::lock),
            // Its rows go with their file: the table gets a new one.
            Form.of("TRUNCATE", "truncate [table] TABLES [restart|continue identity] [cascade|restrict]")
                    .alters(LockMode.ACCESS_EXCLUSIVE)
                    .rewrites(Effect.YES)
                    .losesData(),
            Form.of("EXPLAIN", "explain ...").with(RowForms::explain));

    private RowForms() {}

    private static boolean whole(Phrase.Match match, Facts facts) {
        facts.query(match.all());
        return true;
    }

    private static boolean select(Phrase.Match match, Facts facts) {
        TokenCursor cursor = match.rest();
        if (cursor.skipTo("into") && cursor.accept("into")) {
            cursor.acceptAny("temporary", "temp", "unlogged");
            cursor.accept("table");
            Optional<String> made = cursor.name();
            made.ifPresent(facts.command("SELECT INTO")::target);
            return made.isPresent() && whole(match, facts);
        }
        return whole(match, facts);
    }

    private static boolean target(Phrase.Match match, Facts facts) {
        boolean read = whole(match, facts);
        facts.targets(match.tables());
        return read;
    }

    private static boolean insert(Phrase.Match match, Facts facts) {
        TokenCursor cursor = match.rest();
        if (cursor.accept("as") && cursor.name().isEmpty()) {
            return false;
        }
        return cursor.acceptAny("(", "values", "select", "with", "table", "overriding", "default")
                        .isPresent()
                && target(match, facts);
    }

    private static boolean update(Phrase.Match match, Facts facts) {
        TokenCursor cursor = match.rest();
        cursor.accept("as");
        boolean known = cursor.accept("set") || (cursor.namePart().isPresent() && cursor.accept("set"));
        return known && target(match, facts) && everyRow(match, facts);
    }

    private static boolean everyRow(Phrase.Match match, Facts facts) {
        facts.scans(match.rest().ahead("where") ? Effect.DEPENDS : Effect.YES);
        return true;
    }

    private static boolean merge(Phrase.Match match, Facts facts) {
        TokenCursor cursor = match.rest();
        boolean known = cursor.ahead("using") && cursor.ahead("when");
        facts.losesData(cursor.ahead("then", "delete"));
        return known && target(match, facts);
    }

    /** The command is that of the main verb, which is found outside all parentheses. */
    private static boolean with(Phrase.Match match, Facts facts) {
        TokenCursor cursor = match.rest();
        while (!cursor.atEnd()) {
            Optional<String> verb = cursor.acceptAny(VERBS);
            if (verb.isPresent()) {
                boolean read = whole(match, facts);
                return READING.contains(verb.get()) ? read : changes(verb.get(), cursor, facts);
            }
            cursor.skipOne();
        }
        return false;
    }

    private static boolean changes(String verb, TokenCursor cursor, Facts facts) {
        cursor.acceptAny("into", "from");
        cursor.accept("only");
        Optional<String> table = cursor.name();
        table.ifPresent(facts.command(verb.toUpperCase(Locale.ROOT))::target);
        return table.isPresent();
    }

    private static boolean copied(Phrase.Match match, Facts facts) {
        TokenCursor cursor = match.rest();
        cursor.accept("program");
        if (cursor.acceptAny("stdin", "stdout").isPresent()) {
            return true;
        }
        facts.reaches(Reach.ELSEWHERE);
        return cursor.next()
                .filter(token -> token.kind() == SqlToken.Kind.STRING)
                .isPresent();
    }

    private static boolean copiedQuery(Phrase.Match match, Facts facts) {
        TokenCursor cursor = match.all();
        cursor.accept("copy");
        cursor.parenthesised().ifPresent(facts::query);
        boolean client = cursor.at("to", "stdout");
        facts.reaches(client ? Reach.DATABASE : Reach.ELSEWHERE);
        return cursor.at("to");
    }

    private static boolean lock(Phrase.Match match, Facts facts) {
        TokenCursor cursor = match.rest();
        for (LockMode mode : LockMode.values()) {
            String[] words = mode.name().toLowerCase(Locale.ROOT).split("_", -1);
            if (cursor.accept(words) && cursor.accept("mode")) {
                cursor.accept("nowait");
                facts.targets(match.tables()).lock(match.tables(), mode);
                return cursor.atEnd();
            }
            cursor.reset(0);
        }
        return false;
    }

    /** Planning takes the statement's locks; only ANALYZE runs it. */
    private static boolean explain(Phrase.Match match, Facts facts) {
        TokenCursor cursor = match.rest();
        boolean runs = cursor.at("(")
                ? cursor.parenthesised()
                        .filter(options -> options.ahead("analyze"))
                        .isPresent()
                : cursor.accept("analyze");
        cursor.accept("verbose");
        boolean made = EXPLAINED.stream().anyMatch(cursor::at);
        boolean row =
                cursor.at("with") || cursor.at("(") || Arrays.stream(VERBS).anyMatch(cursor::at);
        if (made) {
            cursor.skipTo("as", "for");
            cursor.acceptAny("as", "for");
        }
        facts.query(cursor);
        if (!runs) {
            facts.planned();
        }
        return made || row;
    }
}
