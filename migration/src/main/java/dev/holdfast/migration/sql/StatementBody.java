package dev.holdfast.migration.sql;

/**
 * Tells while a statement's tokens go by whether a semicolon now belongs to it: inside the {@code BEGIN ATOMIC … END} of
 * a function or procedure, and inside the parentheses of a rule's actions.
 */
final class StatementBody {
    private enum Form {
        HEAD,
        ROUTINE,
        RULE,
        OTHER
    }

    private Form form = Form.HEAD;
    private int words;
    private int parentheses;
    private int blocks;
    private SqlToken last = new SqlToken(SqlToken.Kind.PUNCTUATION, ";", 0, 0);

    boolean holdsSemicolons() {
        return blocks > 0 || (form == Form.RULE && parentheses > 0);
    }

    void add(SqlToken token) {
        switch (form) {
            case HEAD -> head(token);
            case ROUTINE -> routine(token);
            case RULE -> parentheses += token.isMark("(") ? 1 : token.isMark(")") ? -1 : 0;
            case OTHER -> {}
        }
        last = token;
    }

    private void head(SqlToken token) {
        words++;
        if (words == 1) {
            form = token.is("create") ? Form.HEAD : Form.OTHER;
        } else if (token.is("function") || token.is("procedure")) {
            form = Form.ROUTINE;
        } else if (token.is("rule")) {
            form = Form.RULE;
        } else if (!token.is("or") && !token.is("replace")) {
            form = Form.OTHER;
        }
    }

    private void routine(SqlToken token) {
        // "AS end" and "t.end" are names: behind AS and behind a dot every key word is one.
        if (token.kind() != SqlToken.Kind.WORD || last.is("as") || last.isMark(".")) {
            return;
        }
        if (token.is("atomic") && last.is("begin")) {
            blocks++;
        } else if (blocks > 0 && token.is("case")) {
            blocks++;
        } else if (blocks > 0 && token.is("end")) {
            blocks--;
        }
    }
}
