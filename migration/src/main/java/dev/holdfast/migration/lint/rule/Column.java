package dev.holdfast.migration.lint.rule;

import dev.holdfast.migration.sql.SqlToken;
import dev.holdfast.migration.statement.table.ColumnDefinition;
import dev.holdfast.migration.statement.table.Constraint;
import java.util.List;
import java.util.Optional;

/**
 * A column that a statement makes.
 *
 * @param table its table, folded
 * @param added whether it is added to a table that is there, rather than made with the table
 * @param definition its name, type and constraints
 */
public record Column(String table, boolean added, ColumnDefinition definition) {
    private static final String CATALOG = "pg_catalog.";

    /**
     * Its name.
     *
     * @return folded
     */
    public String name() {
        return definition.name();
    }

    /**
     * Whether it has a constraint of a kind.
     *
     * @param kind the kind
     * @return true when it does
     */
    public boolean has(Constraint.Kind kind) {
        return definition.constraint(kind).isPresent();
    }

    /**
     * Its constraint of a kind.
     *
     * @param kind the kind
     * @return the first one; empty when it has none
     */
    public Optional<Constraint> constraint(Constraint.Kind kind) {
        return definition.constraint(kind);
    }

    /**
     * Its type.
     *
     * @return as {@link #typeName(List)} gives it
     */
    public String typeName() {
        return typeName(definition.type());
    }

    /**
     * A type without length, brackets and {@code pg_catalog}.
     *
     * @param type the type's tokens
     * @return in lower case, such as {@code timestamp with time zone}; empty when its name is quoted, since
     *     {@code "char"} is another type than {@code char}
     */
    public static String typeName(List<SqlToken> type) {
        boolean quoted = !type.isEmpty() && type.get(0).kind() == SqlToken.Kind.QUOTED_IDENTIFIER;
        String name = new ColumnDefinition("", type, List.of()).typeName();
        return quoted ? "" : name.startsWith(CATALOG) ? name.substring(CATALOG.length()) : name;
    }
}
