package dev.holdfast.migration.lint.rule;

import dev.holdfast.migration.statement.table.AlterAction;
import dev.holdfast.migration.statement.table.Constraint;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The check constraints that a run has added and validated so far. */
final class NotNullChecks {
    private final Map<String, String> columns = new HashMap<>();
    private final Set<String> proven = new HashSet<>();
    private final Set<String> validated = new HashSet<>();

    void note(LintedStatement done) {
        done.actions().forEach(this::note);
    }

    boolean isProven(String table, String column) {
        return proven.contains(key(table, column));
    }

    boolean hasValidated(String table) {
        return validated.contains(NewRelations.normal(table));
    }

    private void note(TableAction action) {
        action.added(Constraint.Kind.CHECK)
                .filter(check -> check.name().isPresent())
                .ifPresent(check -> {
                    String constraint = key(action.table(), check.name().orElseThrow());
                    columns.put(
                            constraint, notNullColumn(Clause.of(check.tokens())).orElse(""));
                    if (!check.isNotValid()) {
                        validate(action.table(), constraint);
                    }
                });
        action.name(AlterAction.Kind.VALIDATE_CONSTRAINT)
                .map(constraint -> key(action.table(), constraint))
                .filter(columns::containsKey)
                .ifPresent(constraint -> validate(action.table(), constraint));
    }

    private void validate(String table, String constraint) {
        validated.add(NewRelations.normal(table));
        String column = columns.getOrDefault(constraint, "");
        if (!column.isEmpty()) {
            proven.add(key(table, column));
        }
    }

    /** The column of a check that is {@code (column IS NOT NULL)} and nothing else. */
    private static Optional<String> notNullColumn(Clause check) {
        Clause inside = check.inside();
        return inside.afterName().words().equals("is not null") ? inside.name() : Optional.empty();
    }

    private static String key(String table, String name) {
        return NewRelations.normal(table) + "|" + name;
    }
}
