package dev.holdfast.migration.apply.step;

import dev.holdfast.migration.apply.step.Examination.Done;
import dev.holdfast.migration.apply.step.Examination.Redo;
import dev.holdfast.migration.apply.step.Examination.Unknown;
import dev.holdfast.migration.sql.SqlStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at what a statement that refuses a transaction has left when it was cut short, and clears it away.
 *
 * <p>Sources: PostgreSQL manual, CREATE INDEX and REINDEX, "Building Indexes Concurrently": a failed build leaves an
 * invalid index; ALTER TABLE, DETACH PARTITION: a cut one is pending until it is finalised.
 *
 * <p><em>Transaction.</em> For a connection in auto-commit mode whose search path is the migration's. Not thread-safe.
 */
public final class StepExaminer {
    /** Doing them twice is doing them once. */
    private static final Set<String> REPEATABLE =
            Set.of("vacuum", "analyze", "analyse", "cluster", "checkpoint", "refresh", "load", "discard");

    private final Connection connection;

    /**
     * An examiner.
     *
     * @param connection in auto-commit mode
     */
    public StepExaminer(Connection connection) {
        this.connection = connection;
    }

    /**
     * Looks at what a statement has left, and removes what is of no use.
     *
     * @param statement it had begun, and nobody knows whether it ended
     * @return whether it is done, or to be done again
     * @throws SQLException when a query fails, or a leftover cannot be removed
     */
    public Examination examine(SqlStatement statement) throws SQLException {
        Words words = new Words(statement);
        if (words.accept("create")) {
            return created(words);
        }
        if (words.accept("drop")) {
            return dropped(words);
        }
        if (words.accept("reindex")) {
            return reindexed(words);
        }
        if (words.accept("alter", "table")) {
            return detached(words);
        }
        boolean again = words.accept("alter", "system") || REPEATABLE.stream().anyMatch(words::at);
        return again ? new Redo("") : new Unknown("whether it has run");
    }

    /**
     * Holds the result of a statement that has ended against what it should have made.
     *
     * @param statement it has ended without an error
     * @return what is wrong with the result; none when it is as it should be
     * @throws SQLException when a query fails
     */
    public Optional<String> flaw(SqlStatement statement) throws SQLException {
        Words words = new Words(statement);
        if (!words.accept("create")) {
            return Optional.empty();
        }
        Optional<IndexName> index = indexName(words);
        if (index.isEmpty()) {
            return Optional.empty();
        }
        Optional<Boolean> valid = index.get().isValid(connection);
        return valid.isPresent() && !valid.get()
                ? Optional.of("index " + index.get().name() + " is invalid: drop it, and run again")
                : Optional.empty();
    }

    private Examination created(Words words) throws SQLException {
        Optional<IndexName> index = indexName(words);
        if (index.isPresent()) {
            Optional<Boolean> valid = index.get().isValid(connection);
            if (valid.isEmpty()) {
                return new Redo("");
            }
            return valid.get() ? new Done() : remove(index.get().qualified(connection));
        }
        return exists(words)
                .<Examination>map(there -> there ? new Done() : new Redo(""))
                .orElseGet(() -> new Unknown("the object that it makes"));
    }

    private Examination dropped(Words words) throws SQLException {
        if (words.accept("index")) {
            words.accept("concurrently");
            words.accept("if", "exists");
            Optional<String> name = words.name();
            return name.isPresent() && isRelation(name.get()) ? new Redo("") : new Done();
        }
        return exists(words)
                .<Examination>map(there -> there ? new Redo("") : new Done())
                .orElseGet(() -> new Unknown("whether the object that it drops is gone"));
    }

    /** {@code DATABASE} or {@code TABLESPACE} and a name. */
    private Optional<Boolean> exists(Words words) throws SQLException {
        String catalog = words.accept("database")
                ? "pg_catalog.pg_database WHERE datname"
                : words.accept("tablespace") ? "pg_catalog.pg_tablespace WHERE spcname" : "";
        words.accept("if", "exists");
        Optional<String> name = catalog.isEmpty() ? Optional.empty() : words.name();
        return name.isEmpty()
                ? Optional.empty()
                // The parser folds and unquotes the name as it did in the statement.
                : Optional.of(truth("SELECT EXISTS (SELECT FROM " + catalog + " = (parse_ident(?))[1])", name.get()));
    }

    private Examination reindexed(Words words) throws SQLException {
        words.skipOptions();
        boolean index = words.accept("index");
        boolean table = !index && words.accept("table");
        boolean schema = !index && !table && words.accept("schema");
        words.accept("concurrently");
        Optional<String> name = words.name();
        if (name.isEmpty() || !(index || table || schema)) {
            return new Redo("");
        }
        String scope = schema
                ? "c.relnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = (parse_ident(?))[1])"
                : index
                        ? "i.indrelid = (SELECT indrelid FROM pg_catalog.pg_index WHERE indexrelid = to_regclass(?))"
                        : "i.indrelid = to_regclass(?)";
        List<String> leftovers = texts(
                "SELECT c.oid::regclass::text FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid"
                        + " WHERE NOT i.indisvalid AND c.relname ~ '_cc(new|old)[0-9]*$' AND " + scope,
                name.get());
        for (String leftover : leftovers) {
            execute("DROP INDEX CONCURRENTLY IF EXISTS " + leftover);
        }
        return new Redo(String.join(", ", leftovers));
    }

    private Examination detached(Words words) throws SQLException {
        words.accept("if", "exists");
        boolean only = words.accept("only");
        Optional<String> parent = words.name();
        Optional<String> part = words.accept("detach", "partition") ? words.name() : Optional.empty();
        if (parent.isEmpty() || part.isEmpty()) {
            return new Unknown("whether the table has changed");
        }
        List<String> pending = texts(
                "SELECT inhdetachpending::text FROM pg_catalog.pg_inherits"
                        + " WHERE inhrelid = to_regclass(?) AND inhparent = to_regclass(?)",
                part.get(),
                parent.get());
        if (pending.isEmpty()) {
            return isRelation(part.get()) ? new Done() : new Unknown("where the partition has gone");
        }
        if (!Boolean.parseBoolean(pending.get(0))) {
            return new Redo("");
        }
        execute("ALTER TABLE " + (only ? "ONLY " : "") + parent.get() + " DETACH PARTITION " + part.get()
                + " FINALIZE");
        return new Done();
    }

    private Examination remove(String index) throws SQLException {
        execute("DROP INDEX CONCURRENTLY IF EXISTS " + index);
        return new Redo(index);
    }

    /** The name in {@code CREATE [UNIQUE] INDEX CONCURRENTLY [IF NOT EXISTS] name ON [ONLY] table}. */
    private static Optional<IndexName> indexName(Words words) {
        words.accept("unique");
        if (!words.accept("index")) {
            return Optional.empty();
        }
        words.accept("concurrently");
        words.accept("if", "not", "exists");
        Optional<String> name = words.at("on") ? Optional.empty() : words.name();
        words.accept("on");
        words.accept("only");
        Optional<String> table = words.name();
        return name.isPresent() && table.isPresent()
                ? Optional.of(new IndexName(name.get(), table.get()))
                : Optional.empty();
    }

    private boolean isRelation(String name) throws SQLException {
        return truth("SELECT to_regclass(?) IS NOT NULL", name);
    }

    private boolean truth(String sql, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private List<String> texts(String sql, String... binds) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < binds.length; i++) {
                select.setString(i + 1, binds[i]);
            }
            try (ResultSet rows = select.executeQuery()) {
                List<String> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
                return found;
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
