package dev.holdfast.migration.statement;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.migration.sql.TokenCursor;
import dev.holdfast.migration.statement.effect.Effect;
import dev.holdfast.migration.statement.effect.ExpectedLock;
import dev.holdfast.migration.statement.effect.LockMode;
import dev.holdfast.migration.statement.effect.Reach;
import dev.holdfast.migration.statement.effect.TransactionUse;
import dev.holdfast.migration.statement.table.QueryTables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What is gathered about one statement while it is read. Not thread-safe. */
final class Facts {
    private static final Set<String> OFF = Set.of("false", "off", "no", "0", "'false'", "'off'", "'no'", "'0'");

    private final List<String> targets = new ArrayList<>();
    private final Map<String, LockMode> locks = new LinkedHashMap<>();
    private final List<ExpectedLock> later = new ArrayList<>();
    private String command;
    private TransactionUse transaction = TransactionUse.INSIDE;
    private Effect rewrite = Effect.NO;
    private Effect scan = Effect.NO;
    private boolean losesData;
    private Reach reach = Reach.DATABASE;

    Facts(String command) {
        this.command = command;
    }

    @CanIgnoreReturnValue
    Facts command(String name) {
        command = name;
        return this;
    }

    @CanIgnoreReturnValue
    Facts target(String name) {
        targets.add(name);
        return this;
    }

    @CanIgnoreReturnValue
    Facts targets(List<String> names) {
        targets.addAll(names);
        return this;
    }

    List<String> targets() {
        return targets;
    }

    @CanIgnoreReturnValue
    Facts transaction(TransactionUse use) {
        transaction = use;
        return this;
    }

    /** Of several locks on one relation the strongest counts. */
    @CanIgnoreReturnValue
    Facts lock(String relation, LockMode mode) {
        locks.merge(relation, mode, (a, b) -> a.compareTo(b) >= 0 ? a : b);
        return this;
    }

    @CanIgnoreReturnValue
    Facts lock(List<String> relations, LockMode mode) {
        relations.forEach(relation -> lock(relation, mode));
        return this;
    }

    @CanIgnoreReturnValue
    Facts rewrites(Effect effect) {
        rewrite = stronger(rewrite, effect);
        return this;
    }

    @CanIgnoreReturnValue
    Facts scans(Effect effect) {
        scan = stronger(scan, effect);
        return this;
    }

    /** Locks that servers take from a major version on. */
    @CanIgnoreReturnValue
    Facts lockFrom(List<String> relations, LockMode mode, int since) {
        relations.forEach(relation -> later.add(new ExpectedLock(relation, mode, since)));
        return this;
    }

    /** A rewrite reads the table as well. */
    @CanIgnoreReturnValue
    Facts rewritesAndScans(Effect effect) {
        return rewrites(effect).scans(effect);
    }

    @CanIgnoreReturnValue
    Facts losesData(boolean loses) {
        losesData |= loses;
        return this;
    }

    /** Of several the farthest counts. */
    @CanIgnoreReturnValue
    Facts reaches(Reach how) {
        reach = reach.or(how);
        return this;
    }

    /** What a query or a change of rows does to the tables it names; what it makes itself is not among them. */
    @CanIgnoreReturnValue
    Facts query(TokenCursor cursor) {
        reaches(OutsideFunctions.called(cursor.rest()));
        for (QueryTables.Named table : QueryTables.of(cursor)) {
            if (targets.contains(table.name())) {
                continue;
            }
            lock(table.name(), mode(table.use()));
            scans(table.use() == QueryTables.Use.INSERTED ? Effect.NO : Effect.DEPENDS);
            losesData(table.use() == QueryTables.Use.DELETED);
        }
        return this;
    }

    /** As {@link #query}, for the body of a rule, in which two names mean its rows. */
    @CanIgnoreReturnValue
    Facts ruleBody(TokenCursor cursor) {
        query(cursor);
        locks.remove("new");
        locks.remove("old");
        return this;
    }

    /** The locks of a routine's body: they are taken when it is parsed, and nothing is done yet. */
    @CanIgnoreReturnValue
    Facts routineBody(TokenCursor cursor) {
        return query(cursor).planned();
    }

    /** The query is planned and does not run: its locks are taken, and nothing is done. */
    @CanIgnoreReturnValue
    Facts planned() {
        rewrite = Effect.NO;
        scan = Effect.NO;
        losesData = false;
        reach = Reach.DATABASE;
        return this;
    }

    /** The queries within the parentheses of an expression. */
    @CanIgnoreReturnValue
    Facts subqueries(TokenCursor cursor) {
        while (cursor.skipTo("(")) {
            cursor.parenthesised().ifPresent(this::query);
        }
        return this;
    }

    private static LockMode mode(QueryTables.Use use) {
        return switch (use) {
            case READ -> LockMode.ACCESS_SHARE;
            case LOCKED -> LockMode.ROW_SHARE;
            case INSERTED, UPDATED, DELETED -> LockMode.ROW_EXCLUSIVE;
        };
    }

    private static Effect stronger(Effect a, Effect b) {
        return a == Effect.YES || b == Effect.NO ? a : b;
    }

    /** Whether a yes-or-no option is there and says this; without a value it says yes. */
    static boolean isSet(TokenCursor options, String option, boolean on) {
        return options.commaSeparated().stream().anyMatch(it -> it.accept(option) && isOn(it) == on);
    }

    private static boolean isOn(TokenCursor value) {
        value.accept("=");
        return value.peek()
                .map(token -> token.text().toLowerCase(Locale.ROOT))
                .filter(OFF::contains)
                .isEmpty();
    }

    StatementClass known() {
        List<ExpectedLock> expected = Stream.concat(
                        locks.entrySet().stream().map(entry -> new ExpectedLock(entry.getKey(), entry.getValue())),
                        later.stream())
                .toList();
        return new StatementClass.Known(command, transaction, targets, expected, rewrite, scan, losesData, reach);
    }
}
