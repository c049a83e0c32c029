package dev.holdfast.migration.statement;

/**
 * A lock that a statement is expected to take.
 *
 * @param relation the table, index or sequence as the statement names it, folded as PostgreSQL folds it; dotted when
 *     qualified
 * @param mode the mode
 */
public record ExpectedLock(String relation, LockMode mode) {}
