package dev.holdfast.migration.statement.table;

import dev.holdfast.migration.sql.TokenCursor;
import java.util.Optional;
import java.util.Set;

/**
 * Whether an expression gives each row a value of its own, as far as its text tells. Source: PostgreSQL manual, §38.7
 * Function Volatility Categories.
 */
public enum Volatility {
    /** It is evaluated once for all rows. */
    STEADY,
    /** It calls a function, or casts to a type, that only the catalog knows. */
    UNKNOWN,
    /** It is evaluated for each row. */
    VOLATILE;

    /** Functions whose value may differ from row to row. */
    private static final Set<String> VOLATILE_FUNCTIONS = Set.of(
            "random",
            "nextval",
            "clock_timestamp",
            "timeofday",
            "gen_random_uuid",
            "uuidv4",
            "uuidv7",
            "setval",
            "uuid_generate_v1",
            "uuid_generate_v1mc",
            "uuid_generate_v4",
            "gen_random_bytes",
            "gen_salt");

    /** Functions evaluated once for all rows. */
    private static final Set<String> STEADY_FUNCTIONS = Set.of(
            "now",
            "transaction_timestamp",
            "statement_timestamp",
            "timezone",
            "date_trunc",
            "date_part",
            "to_char",
            "lower",
            "upper",
            "md5",
            "concat",
            "coalesce",
            "jsonb_build_object",
            "json_build_object",
            "jsonb_build_array",
            "to_timestamp",
            "make_interval",
            "make_date",
            "current_setting",
            "to_jsonb",
            "int4range",
            "tstzrange",
            "daterange",
            "decode",
            "encode",
            "repeat",
            "length",
            "abs",
            "round",
            "floor",
            "varchar",
            "char",
            "character",
            "numeric",
            "decimal",
            "bit",
            "varying",
            "timestamp",
            "timestamptz",
            "time",
            "interval",
            "float",
            "current_time",
            "current_timestamp",
            "localtime",
            "localtimestamp",
            "extract",
            "cast",
            "nullif",
            "greatest",
            "least");

    /**
     * Looks at an expression.
     *
     * @param cursor at its beginning; read to the end
     * @return the most volatile of what it calls
     */
    public static Volatility of(TokenCursor cursor) {
        Volatility found = STEADY;
        while (!cursor.atEnd() && found != VOLATILE) {
            Optional<String> name = cursor.name();
            Volatility next = STEADY;
            if (name.isPresent()) {
                next = cursor.at("(") ? ofFunction(name.get()) : STEADY;
            } else if (cursor.next().filter(token -> token.isMark("::")).isPresent()) {
                next = ofCast(cursor);
            }
            found = next.compareTo(found) > 0 ? next : found;
        }
        return found;
    }

    private static Volatility ofFunction(String name) {
        String function = name.substring(name.lastIndexOf('.') + 1);
        if (VOLATILE_FUNCTIONS.contains(function)) {
            return VOLATILE;
        }
        return STEADY_FUNCTIONS.contains(function) ? STEADY : UNKNOWN;
    }

    /** A cast to a type that is not built in may check a domain or call a function. */
    private static Volatility ofCast(TokenCursor cursor) {
        String type = cursor.name().orElse("");
        boolean known =
                ColumnDefinition.BUILT_IN.contains(type) || type.equals("double") || type.startsWith("pg_catalog.");
        cursor.skipParenthesised();
        return known ? STEADY : UNKNOWN;
    }
}
