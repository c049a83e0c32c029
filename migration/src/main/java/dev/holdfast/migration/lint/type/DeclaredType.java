package dev.holdfast.migration.lint.type;

import dev.holdfast.migration.lint.rule.Clause;
import dev.holdfast.migration.lint.rule.Column;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.TableAction;
import dev.holdfast.migration.statement.table.AlterAction;
import dev.holdfast.migration.statement.table.Constraint;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A type that a statement gives to a column or domain.
 *
 * @param column the column or domain, folded
 * @param name the type without length and brackets, in lower case
 * @param isLimited whether a length is given
 * @param isKey whether the column is its table's primary key by itself
 */
record DeclaredType(String column, String name, boolean isLimited, boolean isKey) {
    static Stream<DeclaredType> of(LintedStatement statement) {
        Stream<DeclaredType> columns = statement.columns().stream().map(column -> of(statement, column));
        Stream<DeclaredType> changes = statement.actions().stream().flatMap(action -> changed(action).stream());
        return Stream.concat(Stream.concat(columns, changes), domain(statement).stream());
    }

    private static DeclaredType of(LintedStatement statement, Column column) {
        boolean key = column.has(Constraint.Kind.PRIMARY_KEY) || isNamedKey(statement, column.name());
        return of(column.name(), Clause.of(column.definition().type()), key);
    }

    /** Whether a PRIMARY KEY (column) stands apart from the columns. */
    private static boolean isNamedKey(LintedStatement statement, String column) {
        return statement.created().stream()
                .flatMap(table -> table.constraints().stream())
                .filter(constraint -> constraint.kind() == Constraint.Kind.PRIMARY_KEY)
                .anyMatch(key -> key.columns().equals(List.of(column)));
    }

    private static Optional<DeclaredType> changed(TableAction action) {
        return action.name(AlterAction.Kind.COLUMN_TYPE)
                .map(column -> of(column, action.rest().before("using").before("collate"), false));
    }

    private static Optional<DeclaredType> domain(LintedStatement statement) {
        Optional<Clause> domain = statement.head("create domain");
        return domain.flatMap(Clause::name).map(name -> {
            Clause type = domain.get().afterName().skip("as");
            return of(
                    name,
                    type.before("default").before("constraint").before("check").before("not null"),
                    false);
        });
    }

    private static DeclaredType of(String column, Clause type, boolean key) {
        return new DeclaredType(
                column, Column.typeName(type.tokens()), !type.inside().isEmpty(), key);
    }
}
