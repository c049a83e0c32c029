package dev.holdfast.migration.statement.table;

import dev.holdfast.migration.sql.SqlToken;
import dev.holdfast.migration.sql.TokenCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A column as CREATE TABLE and ALTER TABLE … ADD COLUMN define it.
 *
 * @param name the column, folded
 * @param type its type's tokens, with precision, array marks and time zone
 * @param constraints its constraints, default, identity and settings, in order
 */
public record ColumnDefinition(String name, List<SqlToken> type, List<Constraint> constraints) {
    /** Types of the catalog's own, none of them a domain. */
    static final Set<String> BUILT_IN = Set.of(
            "bigint",
            "int8",
            "integer",
            "int",
            "int4",
            "smallint",
            "int2",
            "bit",
            "bit varying",
            "varbit",
            "boolean",
            "bool",
            "box",
            "bytea",
            "character",
            "char",
            "character varying",
            "varchar",
            "text",
            "name",
            "cidr",
            "circle",
            "date",
            "double precision",
            "float",
            "float4",
            "float8",
            "real",
            "inet",
            "interval",
            "json",
            "jsonb",
            "line",
            "lseg",
            "macaddr",
            "macaddr8",
            "money",
            "numeric",
            "decimal",
            "dec",
            "oid",
            "path",
            "point",
            "polygon",
            "time",
            "time with time zone",
            "time without time zone",
            "timetz",
            "timestamp",
            "timestamp with time zone",
            "timestamp without time zone",
            "timestamptz",
            "tsquery",
            "tsvector",
            "uuid",
            "xml",
            "pg_lsn",
            "int4range",
            "int8range",
            "numrange",
            "tsrange",
            "tstzrange",
            "daterange",
            "regclass");

    private static final String[] TYPE_WORDS = {
        "precision",
        "varying",
        "with",
        "without",
        "time",
        "zone",
        "array",
        "character",
        "char",
        "year",
        "month",
        "day",
        "hour",
        "minute",
        "second",
        "to"
    };

    /** Copies the lists. */
    public ColumnDefinition {
        type = List.copyOf(type);
        constraints = List.copyOf(constraints);
    }

    /** Reads a column from its name to the end of the tokens; empty when they define none. */
    static Optional<ColumnDefinition> read(TokenCursor cursor) {
        return cursor.namePart().flatMap(name -> read(name, cursor));
    }

    /** Reads a column from its type to the end of the tokens; empty when they define none. */
    static Optional<ColumnDefinition> read(String name, TokenCursor cursor) {
        List<SqlToken> all = cursor.rest();
        int start = cursor.mark();
        int typeEnd = start;
        List<Constraint> constraints = new ArrayList<>();
        Optional<Constraint> found = Constraint.read(cursor);
        while (!cursor.atEnd() && found.isEmpty()) {
            cursor.skipOne();
            typeEnd = cursor.mark();
            found = Constraint.read(cursor);
        }
        while (found.isPresent()) {
            constraints.add(found.get());
            found = Constraint.read(cursor);
        }
        List<SqlToken> type = all.subList(0, typeEnd - start);
        return cursor.atEnd() && isType(type) && constraints.stream().allMatch(ColumnDefinition::isOurs)
                ? Optional.of(new ColumnDefinition(name, type, constraints))
                : Optional.empty();
    }

    /** Whether it is a name with no more words behind it than types have; so "int auto_increment" is none. */
    private static boolean isType(List<SqlToken> type) {
        TokenCursor cursor = TokenCursor.of(type);
        if (cursor.name().isEmpty()) {
            return false;
        }
        while (!cursor.atEnd()) {
            if (cursor.acceptAny(TYPE_WORDS).isEmpty() && !cursor.at("(") && !cursor.at("[")) {
                return false;
            }
            if (cursor.at("(") || cursor.at("[")) {
                cursor.skipOne();
            }
        }
        return true;
    }

    /** MySQL's "DEFAULT x ON UPDATE y" is not. */
    private static boolean isOurs(Constraint constraint) {
        return constraint.kind() != Constraint.Kind.DEFAULT
                || !constraint.cursor().ahead("on");
    }

    /**
     * The type's name, without precision and array marks.
     *
     * @return folded, words with a blank between, such as {@code timestamp with time zone} or {@code app.mood}
     */
    public String typeName() {
        StringBuilder words = new StringBuilder();
        TokenCursor cursor = TokenCursor.of(type);
        while (!cursor.atEnd()) {
            Optional<String> name = cursor.name();
            name.ifPresent(word -> words.append(words.isEmpty() ? "" : " ").append(word));
            if (name.isEmpty()) {
                cursor.skipOne();
            }
        }
        return words.toString();
    }

    /**
     * Whether the type makes a sequence and a default of its own.
     *
     * @return true for {@code serial} and its kin
     */
    public boolean isSerial() {
        return switch (typeName()) {
            case "serial", "serial2", "serial4", "serial8", "bigserial", "smallserial" -> true;
            default -> false;
        };
    }

    /**
     * Whether the type is one of PostgreSQL's own.
     *
     * @return false for what may be a domain, an enum or an extension's type
     */
    public boolean isBuiltIn() {
        return BUILT_IN.contains(typeName());
    }

    /**
     * The first constraint of a kind.
     *
     * @param kind the kind
     * @return empty when the column has none
     */
    public Optional<Constraint> constraint(Constraint.Kind kind) {
        return constraints.stream().filter(it -> it.kind() == kind).findFirst();
    }
}
