package dev.holdfast.migration.sql;

import dev.holdfast.migration.sql.SqlScript.Problem;
import dev.holdfast.migration.sql.internal.Characters;
import dev.holdfast.migration.sql.internal.LineIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gathers a script's tokens to statements, and the data lines of a {@code COPY … FROM STDIN} with its statement. */
final class StatementSplitter implements SqlLexer.Listener {
    private final String text;
    private final LineIndex lines;
    private final SqlLexer lexer;
    private final List<SqlStatement> statements = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<SqlToken> tokens = new ArrayList<>();
    private final List<String> comments = new ArrayList<>();
    private StatementBody body = new StatementBody();

    StatementSplitter(String text) {
        this.text = text;
        this.lines = new LineIndex(text);
        this.lexer = new SqlLexer(text, this);
    }

    SqlScript split() {
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            problem(nul, "the script holds a NUL character, which the server never takes: remove it");
        }
        lexer.run();
        end(text.length(), false);
        return new SqlScript(statements, problems);
    }

    @Override
    public void token(SqlToken token) {
        if (token.isMark(";") && !body.holdsSemicolons()) {
            end(token.end(), true);
        } else {
            tokens.add(token);
            body.add(token);
        }
    }

    @Override
    public void comment(String comment) {
        int marks = comment.startsWith("/*") && comment.endsWith("*/") && comment.length() >= 4 ? 2 : 0;
        comments.add(comment.substring(2, comment.length() - marks).strip());
    }

    @Override
    public void metaCommand(int start, String command) {
        int end = 1;
        while (end < command.length() && Characters.isWordStart(command.charAt(end))) {
            end++;
        }
        problem(
                start,
                "the psql meta command " + command.substring(0, end) + " is not run here: write what it does as SQL");
        end(start, false);
    }

    @Override
    public void problem(int start, String message) {
        problems.add(new Problem(lines.lineOf(start), message));
    }

    private void end(int place, boolean closed) {
        if (!tokens.isEmpty()) {
            SqlToken first = tokens.get(0);
            Optional<String> data = CopyData.isExpected(tokens) ? copyData(place, closed) : Optional.empty();
            String own =
                    text.substring(first.start(), tokens.get(tokens.size() - 1).end());
            statements.add(
                    new SqlStatement(statements.size() + 1, lines.lineOf(first.start()), own, tokens, comments, data));
            tokens.clear();
            comments.clear();
        }
        body = new StatementBody();
    }

    private Optional<String> copyData(int place, boolean closed) {
        CopyData data = CopyData.after(text, place);
        if (!closed || !data.ended()) {
            problem(tokens.get(0).start(), "the data of COPY … FROM STDIN has no end: close it with a line \\.");
        } else if (data.textBefore()) {
            problem(place, "COPY … FROM STDIN must be the last statement of its line: begin a new line after it");
        }
        if (closed) {
            lexer.goOnFrom(data.next());
        }
        return Optional.of(closed ? data.lines() : "");
    }
}
