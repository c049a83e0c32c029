package dev.holdfast.migration.rehearse.probe;

import dev.holdfast.migration.sql.SqlStatement;
import dev.holdfast.migration.sql.SqlToken;
import dev.holdfast.migration.statement.StatementClass.Known;
import dev.holdfast.migration.statement.effect.Effect;
import dev.holdfast.migration.statement.effect.ExpectedLock;
import dev.holdfast.migration.statement.effect.LockMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Holds what a statement's text foretold against what was seen. Where the two differ the text was read wrongly, which is
 * an error of ours and is said so.
 *
 * <p>The text foretells what happens to the relations it names. Locks on others (the other end of a foreign key, what a
 * trigger or a function touches) are seen, reported and no contradiction; nor is what the rows that a statement writes make
 * their foreign keys and triggers do, also where the text names the same relation for something else.
 */
public final class Prediction {
    private final SqlStatement statement;
    private final Known foretold;
    private final List<ExpectedLock> locks;

    /**
     * A prediction.
     *
     * @param statement the statement
     * @param foretold what its text says
     * @param server the major version of the server that runs it
     */
    public Prediction(SqlStatement statement, Known foretold, int server) {
        this.statement = statement;
        this.foretold = foretold;
        this.locks =
                foretold.locks().stream().filter(lock -> lock.isTakenBy(server)).toList();
    }

    /**
     * Where prediction and observation differ.
     *
     * @param seen what the statement did
     * @return the differences in one text; empty when they agree, or when nothing could be seen
     */
    public String mismatch(StatementObservation seen) {
        List<String> differences = new ArrayList<>();
        if (seen.coverage() != Coverage.NONE) {
            locksNotForetold(seen, differences);
            rewrite(seen, differences);
        }
        if (seen.coverage() == Coverage.COMPLETE) {
            locks.forEach(lock -> missing(lock, seen).ifPresent(differences::add));
            scan(seen, differences);
        }
        return String.join("; ", differences);
    }

    private void locksNotForetold(StatementObservation seen, List<String> differences) {
        for (ObservedLock lock : seen.locks()) {
            // Whether a type that is dropped is a composite one, with a lock of its own, is in no text.
            boolean named =
                    lock.relation().kind() != Relation.Kind.OTHER && namesOf().anyMatch(lock.relation()::isCalled);
            boolean stronger = lock.mode().compareTo(strongestForetold(lock.relation())) > 0;
            if (lock.isFelt() && named && stronger && !cutsOff(lock)) {
                differences.add("expected no lock as strong as " + lock);
            }
        }
    }

    /**
     * VACUUM gives empty pages at a table's end back under a lock that it takes only where it need not wait, and lets go as
     * soon as somebody waits for it. Source: PostgreSQL manual, VACUUM, option TRUNCATE.
     */
    private boolean cutsOff(ObservedLock lock) {
        return foretold.command().equals("VACUUM") && lock.mode() == LockMode.ACCESS_EXCLUSIVE;
    }

    private LockMode strongestForetold(Relation relation) {
        return locks.stream()
                .filter(lock -> relation.isCalled(lock.relation()))
                .map(ExpectedLock::mode)
                .max(LockMode::compareTo)
                .map(mode -> writesRows() && mode.compareTo(LockMode.ROW_EXCLUSIVE) < 0 ? LockMode.ROW_EXCLUSIVE : mode)
                // A name without a lock of its own may still be read.
                .orElse(LockMode.ACCESS_SHARE);
    }

    private boolean writesRows() {
        return locks.stream().anyMatch(lock -> lock.mode() == LockMode.ROW_EXCLUSIVE);
    }

    private Optional<String> missing(ExpectedLock expected, StatementObservation seen) {
        List<ObservedLock> held = held(expected.relation(), seen);
        if (held.isEmpty()) {
            // The statement has succeeded, so the relation is there, unless it was told to do without.
            return saysIf()
                    ? Optional.empty()
                    : Optional.of("expected " + expected.mode() + " on " + expected.relation() + ", saw no lock on it");
        }
        boolean asStrong = held.stream().anyMatch(lock -> lock.mode().compareTo(expected.mode()) >= 0);
        return asStrong
                ? Optional.empty()
                : Optional.of("expected " + expected.mode() + " on " + expected.relation() + ", saw " + held);
    }

    /** An earlier statement may have renamed the schema, which takes no lock on what is in it. */
    private static List<ObservedLock> held(String name, StatementObservation seen) {
        List<ObservedLock> held = seen.held().stream()
                .filter(lock -> lock.relation().isCalled(name))
                .toList();
        String bare = name.substring(name.lastIndexOf('.') + 1);
        return !held.isEmpty()
                ? held
                : seen.held().stream()
                        .filter(lock -> lock.relation().isCalled(bare))
                        .toList();
    }

    private void rewrite(StatementObservation seen, List<String> differences) {
        List<Relation> rewritten = seen.rewrittenTables();
        // TRUNCATE gives a table new and empty storage: no row of it is written.
        if (foretold.rewrite() == Effect.NO
                && !rewritten.isEmpty()
                && !foretold.command().equals("TRUNCATE")) {
            differences.add("expected no rewrite, saw " + rewritten);
        }
        // What the transaction has made itself is emptied in place.
        boolean wasThere = tables(seen).anyMatch(relation -> !relation.created());
        if (foretold.rewrite() == Effect.YES && rewritten.isEmpty() && wasThere) {
            differences.add("expected a rewrite, saw none");
        }
    }

    /** The tables among what it names; a partitioned one holds no rows itself. */
    private Stream<Relation> tables(StatementObservation seen) {
        return seen.held().stream()
                .map(ObservedLock::relation)
                .filter(relation -> relation.kind().holdsRows())
                .filter(relation -> namesOf().anyMatch(relation::isCalled));
    }

    private void scan(StatementObservation seen, List<String> differences) {
        // What is written anew is read for it, and its indexes are built from it.
        List<Relation> scanned = seen.fullScans().stream()
                .filter(relation -> !relation.created() && !seen.rewritten().contains(relation))
                .filter(relation -> namesOf().anyMatch(relation::isCalled))
                .toList();
        if (foretold.scan() == Effect.NO && !scanned.isEmpty() && !writesRows()) {
            differences.add("expected no full scan, saw " + scanned);
        }
        // Also by way of an index: a whole table can be read in the order of one.
        boolean read = seen.work().values().stream().anyMatch(counts -> counts.scans() > 0);
        boolean nothingToRead = partitioned(seen) && tables(seen).findAny().isEmpty();
        if (foretold.scan() == Effect.YES && !read && !saysIf() && !nothingToRead) {
            differences.add("expected a full scan, saw none");
        }
    }

    private boolean partitioned(StatementObservation seen) {
        return seen.held().stream()
                .map(ObservedLock::relation)
                .filter(relation -> relation.kind() == Relation.Kind.PARTITIONED_TABLE)
                .anyMatch(relation -> namesOf().anyMatch(relation::isCalled));
    }

    private Stream<String> namesOf() {
        return Stream.concat(
                foretold.targets().stream(), foretold.locks().stream().map(ExpectedLock::relation));
    }

    /** Whether it has an IF EXISTS or IF NOT EXISTS of its own. */
    private boolean saysIf() {
        List<SqlToken> tokens = statement.tokens();
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).is("if")
                    && (tokens.get(i + 1).is("exists") || tokens.get(i + 1).is("not"))) {
                return true;
            }
        }
        return false;
    }
}
