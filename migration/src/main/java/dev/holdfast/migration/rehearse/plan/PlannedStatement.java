package dev.holdfast.migration.rehearse.plan;

import dev.holdfast.migration.sql.SqlStatement;
import dev.holdfast.migration.statement.StatementClass;
import dev.holdfast.migration.statement.StatementClass.Known;
import dev.holdfast.migration.statement.effect.Reach;
import dev.holdfast.migration.statement.effect.TransactionUse;
import java.util.List;
import java.util.Optional;

/**
 * A statement and what its text says of it.
 *
 * @param statement the statement
 * @param kind what it is
 */
public record PlannedStatement(SqlStatement statement, StatementClass kind) {
    /**
     * What its text foretells.
     *
     * @return empty when it is not known
     */
    public Optional<Known> known() {
        return kind instanceof Known known ? Optional.of(known) : Optional.empty();
    }

    /**
     * Why it is not known.
     *
     * @return empty when it is
     */
    public Optional<String> unknown() {
        return kind.fold(known -> Optional.empty(), unknown -> Optional.of(unknown.reason()));
    }

    /**
     * What it is called.
     *
     * @return such as {@code CREATE INDEX}, or {@code unknown}
     */
    public String command() {
        return known().map(Known::command).orElse("unknown");
    }

    /**
     * How it stands to a transaction; an unknown one is taken for one that runs inside.
     *
     * @return its use
     */
    public TransactionUse use() {
        return known().map(Known::transaction).orElse(TransactionUse.INSIDE);
    }

    /**
     * The locks it is expected to take, each with whom it blocks.
     *
     * @return such as {@code t SHARE: blocks writes, maintenance, schema changes}
     */
    public List<String> expectedLocks() {
        return known().map(Known::locks).orElse(List.of()).stream()
                .map(lock -> lock.relation() + " " + lock.mode() + ": " + BlockedWork.describe(lock.mode())
                        + lock.condition())
                .toList();
    }

    /**
     * How far it reaches; an unknown one is taken for one that stays in its database.
     *
     * @return its reach
     */
    public Reach reach() {
        return known().map(Known::reach).orElse(Reach.DATABASE);
    }

    /**
     * Its place, for messages.
     *
     * @return such as {@code statement 3 (line 12, CREATE INDEX)}
     */
    public String place() {
        return "statement " + statement.number() + " (line " + statement.line() + ", " + command() + ")";
    }
}
