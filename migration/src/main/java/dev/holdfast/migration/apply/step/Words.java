package dev.holdfast.migration.apply.step;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.migration.sql.SqlStatement;
import dev.holdfast.migration.sql.SqlToken;
import dev.holdfast.migration.sql.SqlToken.Kind;
import java.util.List;
import java.util.Optional;

/** Reads the head of a statement, word by word. */
final class Words {
    private final List<SqlToken> tokens;
    private int at;

    Words(SqlStatement statement) {
        this.tokens = statement.tokens();
    }

    /** Goes past these words if they are next, all of them. */
    @CanIgnoreReturnValue
    boolean accept(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (at + i >= tokens.size() || !tokens.get(at + i).is(words[i])) {
                return false;
            }
        }
        at += words.length;
        return true;
    }

    boolean at(String word) {
        return at < tokens.size() && tokens.get(at).is(word);
    }

    /** Goes past a parenthesised list if one is next. */
    void skipOptions() {
        if (at < tokens.size() && tokens.get(at).text().equals("(")) {
            while (at < tokens.size() && !tokens.get(at).text().equals(")")) {
                at++;
            }
            at++;
        }
    }

    /** The name that is next, dotted and quoted as it stands; none when something else is. */
    Optional<String> name() {
        StringBuilder name = new StringBuilder();
        boolean part = true;
        while (at < tokens.size()) {
            SqlToken token = tokens.get(at);
            boolean fits = part
                    ? token.kind() == Kind.WORD || token.kind() == Kind.QUOTED_IDENTIFIER
                    : token.text().equals(".");
            if (!fits) {
                break;
            }
            name.append(token.text());
            part = !part;
            at++;
        }
        return name.isEmpty() || part ? Optional.empty() : Optional.of(name.toString());
    }
}
