package dev.holdfast.migration.statement.reach;

import dev.holdfast.migration.sql.TokenCursor;
import java.util.List;

/**
 * What a GRANT or REVOKE is about.
 *
 * @param reach that of the objects, or of a membership
 * @param relations the tables, views and sequences that it names
 */
public record Granted(Reach reach, List<String> relations) {
    /** Objects that all databases of a cluster share. */
    private static final String[] SHARED = {"database", "tablespace", "parameter"};

    /** Objects that are no relations, and all relations of a schema, which the text does not name. */
    private static final String[] NO_RELATION = {
        "all", "domain", "foreign", "function", "language", "large", "procedure", "routine", "schema", "type"
    };

    private static final String[] RELATION = {"table", "sequence"};

    /** Copies the list. */
    public Granted {
        relations = List.copyOf(relations);
    }

    /**
     * Reads on from behind the first word, to the roles.
     *
     * @param cursor behind GRANT or REVOKE
     * @param to the word before the roles
     * @return what it is about
     */
    public static Granted read(TokenCursor cursor, String to) {
        if (!cursor.ahead("on")) {
            // Membership in a role.
            return new Granted(Reach.CLUSTER, List.of());
        }
        cursor.skipTo("on");
        cursor.accept("on");
        if (isKind(cursor, to, SHARED)) {
            return new Granted(Reach.CLUSTER, List.of());
        }
        if (isKind(cursor, to, NO_RELATION)) {
            return new Granted(Reach.DATABASE, List.of());
        }
        if (isKind(cursor, to, RELATION)) {
            cursor.skipOne();
        }
        return new Granted(Reach.DATABASE, cursor.names());
    }

    /** Whether a kind of object is named: a relation may be called by such a word, and then its name ends there. */
    private static boolean isKind(TokenCursor cursor, String to, String... words) {
        int mark = cursor.mark();
        boolean found = cursor.acceptAny(words).isPresent() && !cursor.at(to) && !cursor.at(",") && !cursor.at(".");
        cursor.reset(mark);
        return found;
    }
}
