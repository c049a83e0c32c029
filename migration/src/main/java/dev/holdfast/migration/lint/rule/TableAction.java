package dev.holdfast.migration.lint.rule;

import dev.holdfast.migration.statement.table.AlterAction;
import dev.holdfast.migration.statement.table.Constraint;
import java.util.Optional;

/**
 * One action of an {@code ALTER TABLE}.
 *
 * @param table the table, folded
 * @param action what is done to it
 */
public record TableAction(String table, AlterAction action) {
    /**
     * Whether it is an action of this kind.
     *
     * @param kind the kind
     * @return true when it is
     */
    public boolean is(AlterAction.Kind kind) {
        return action.kind() == kind;
    }

    /**
     * The column, constraint or partition that it names.
     *
     * @param kind the kind it has to be of
     * @return the name, folded; empty when it is of another kind
     */
    public Optional<String> name(AlterAction.Kind kind) {
        return is(kind) ? action.name() : Optional.empty();
    }

    /**
     * The constraint that it adds to the table.
     *
     * @param kind the kind it has to be of
     * @return empty when it adds none, or one of another kind
     */
    public Optional<Constraint> added(Constraint.Kind kind) {
        return action.constraint().filter(constraint -> constraint.kind() == kind);
    }

    /**
     * What follows its key words and names.
     *
     * @return such as a column's new type
     */
    public Clause rest() {
        return Clause.of(action.rest());
    }
}
