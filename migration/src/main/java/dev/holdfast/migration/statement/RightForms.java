package dev.holdfast.migration.statement;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.migration.sql.Phrase;
import dev.holdfast.migration.sql.TokenCursor;
import dev.holdfast.migration.statement.effect.ExpectedLock;
import dev.holdfast.migration.statement.effect.LockMode;
import dev.holdfast.migration.statement.effect.Reach;
import java.util.List;

/** Privileges, memberships and owners. */
final class RightForms {
    /** Objects that all databases of a cluster share. */
    private static final String[] SHARED = {"database", "tablespace", "parameter"};

    /** Objects that are no relations, and all relations of a schema, which the text does not name. */
    private static final String[] NO_RELATION = {
        "all", "domain", "foreign", "function", "language", "large", "procedure", "routine", "schema", "type"
    };

    static final List<Form> ALL = List.of(
            Form.of("GRANT", "grant ...").with((match, facts) -> right(match, facts, "to")),
            Form.of("REVOKE", "revoke ...").with((match, facts) -> right(match, facts, "from")),
            // Databases and tablespaces change their owner as well.
            Form.of("REASSIGN OWNED", "reassign owned by NAMES to ANY").reaches(Reach.CLUSTER),
            Form.of("IMPORT FOREIGN SCHEMA", "import foreign schema ANY ...").with((match, facts) -> {
                TokenCursor cursor = match.rest();
                return cursor.ahead("from", "server") && cursor.ahead("into");
            }));

    private RightForms() {}

    private static boolean right(Phrase.Match match, Facts facts, String to) {
        TokenCursor cursor = match.rest();
        if (cursor.at(to)) {
            return false;
        }
        if (cursor.ahead("on")) {
            object(cursor, facts, to);
        } else {
            // Membership in a role.
            facts.reaches(Reach.CLUSTER);
        }
        return cursor.skipTo(to) && cursor.accept(to) && cursor.name().isPresent();
    }

    private static void object(TokenCursor cursor, Facts facts, String to) {
        cursor.skipTo("on");
        cursor.accept("on");
        if (kind(cursor, to, SHARED)) {
            facts.reaches(Reach.CLUSTER);
        } else if (!kind(cursor, to, NO_RELATION)) {
            kind(cursor, to, "table", "sequence");
            facts.lockFrom(cursor.names(), LockMode.ACCESS_SHARE, ExpectedLock.POSTGRESQL_18);
        }
    }

    /** Moves past the word for a kind of object; a relation may be called by such a word, and then its name ends there. */
    @CanIgnoreReturnValue
    private static boolean kind(TokenCursor cursor, String to, String... words) {
        int mark = cursor.mark();
        boolean found = cursor.acceptAny(words).isPresent() && !cursor.at(to) && !cursor.at(",") && !cursor.at(".");
        cursor.reset(found ? cursor.mark() : mark);
        return found;
    }
}
