package dev.holdfast.migration.statement.table;

import dev.holdfast.migration.sql.Phrase;
import dev.holdfast.migration.sql.SqlToken;
import dev.holdfast.migration.sql.TokenCursor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One action of an ALTER TABLE, ALTER INDEX, ALTER VIEW or ALTER MATERIALIZED VIEW.
 *
 * @param kind what it does
 * @param names what it names, folded: the column, constraint, trigger, rule, index or partition, and behind it the new
 *     name, where there are such
 * @param rest the tokens behind its key words and names: a column's definition, a constraint, a type, a default, options
 */
public record AlterAction(Kind kind, List<String> names, List<SqlToken> rest) {
    /** What an action does. Source: PostgreSQL manual, ALTER TABLE. */
    public enum Kind {
        /** {@code ADD CONSTRAINT …}, with or without a name. */
        ADD_CONSTRAINT(
                "add constraint NAME ...",
                "add check|unique|exclude ( ...",
                "add exclude using ...",
                "add unique using|nulls ...",
                "add primary|foreign key ...",
                "add not null ..."),
        /** {@code ADD COLUMN}. */
        ADD_COLUMN("add column if not exists NAME ...", "add if not exists NAME ...", "add [column] NAME ..."),
        /** {@code DROP CONSTRAINT}. */
        DROP_CONSTRAINT("drop constraint [if exists] NAME [cascade|restrict]"),
        /** {@code DROP COLUMN}. */
        DROP_COLUMN("drop [column] [if exists] NAME [cascade|restrict]"),
        /** {@code ALTER CONSTRAINT}. */
        ALTER_CONSTRAINT("alter constraint NAME ..."),
        /** {@code ALTER COLUMN … TYPE}. */
        COLUMN_TYPE("alter [column] NAME [set data] type ..."),
        /** {@code ALTER COLUMN … SET DEFAULT}. */
        SET_DEFAULT("alter [column] NAME set default ..."),
        /** {@code ALTER COLUMN … DROP DEFAULT}. */
        DROP_DEFAULT("alter [column] NAME drop default"),
        /** {@code ALTER COLUMN … SET NOT NULL}. */
        SET_NOT_NULL("alter [column] NAME set not null"),
        /** {@code ALTER COLUMN … DROP NOT NULL}. */
        DROP_NOT_NULL("alter [column] NAME drop not null"),
        /** {@code ALTER COLUMN … SET EXPRESSION AS (…)}, PostgreSQL 17. */
        SET_EXPRESSION("alter [column] NAME set expression as ()"),
        /** {@code ALTER COLUMN … DROP EXPRESSION}. */
        DROP_EXPRESSION("alter [column] NAME drop expression [if exists]"),
        /** {@code ALTER COLUMN … ADD GENERATED … AS IDENTITY}. */
        ADD_IDENTITY("alter [column] NAME add generated always|by [default] as identity [()]"),
        /** {@code ALTER COLUMN … DROP IDENTITY}. */
        DROP_IDENTITY("alter [column] NAME drop identity [if exists]"),
        /** {@code ALTER COLUMN … SET GENERATED …}, or another setting of its sequence. */
        SET_IDENTITY(
                "alter [column] NAME set generated|increment|minvalue|maxvalue|start|cache|cycle|no|sequence|restart ...",
                "alter [column] NAME restart ..."),
        /** {@code ALTER COLUMN … SET STATISTICS}; for an index the column is a number. */
        SET_STATISTICS("alter [column] * set statistics ..."),
        /** {@code ALTER COLUMN … SET STORAGE}. */
        SET_STORAGE("alter [column] NAME set storage *"),
        /** {@code ALTER COLUMN … SET COMPRESSION}. */
        SET_COMPRESSION("alter [column] NAME set compression *"),
        /** {@code ALTER COLUMN … SET (…)}, {@code RESET (…)}: planner settings of a column. */
        COLUMN_SETTINGS("alter [column] NAME set|reset ()"),
        /** {@code ALTER COLUMN … OPTIONS (…)} of a foreign table. */
        COLUMN_FOREIGN_OPTIONS("alter [column] NAME options ()"),
        /** {@code VALIDATE CONSTRAINT}. */
        VALIDATE_CONSTRAINT("validate constraint NAME"),
        /** {@code ENABLE TRIGGER}, {@code DISABLE TRIGGER}; its names end with the trigger, {@code all} or {@code user}. */
        SWITCH_TRIGGER("enable [replica|always] trigger NAME", "disable trigger NAME"),
        /** {@code ENABLE RULE}, {@code DISABLE RULE}. */
        SWITCH_RULE("enable [replica|always] rule NAME", "disable rule NAME"),
        /** {@code ENABLE}, {@code DISABLE}, {@code FORCE} or {@code NO FORCE ROW LEVEL SECURITY}. */
        ROW_SECURITY("enable|disable|force row level security", "no force row level security"),
        /** {@code CLUSTER ON}, {@code SET WITHOUT CLUSTER}. */
        CLUSTER_ON("cluster on NAME", "set without cluster"),
        /** {@code SET WITHOUT OIDS}, which does nothing any more. */
        SET_WITHOUT_OIDS("set without oids"),
        /** {@code SET ACCESS METHOD}. */
        SET_ACCESS_METHOD("set access method ANY"),
        /** {@code SET TABLESPACE}. */
        SET_TABLESPACE("set tablespace ANY"),
        /** {@code SET LOGGED}. */
        SET_LOGGED("set logged"),
        /** {@code SET UNLOGGED}. */
        SET_UNLOGGED("set unlogged"),
        /** {@code SET SCHEMA}. */
        SET_SCHEMA("set schema NAME"),
        /** {@code SET (…)}, {@code RESET (…)}: storage parameters. */
        SETTINGS("set ( ...", "reset ( ..."),
        /** {@code INHERIT}; its name is the parent. */
        INHERIT("inherit NAME"),
        /** {@code NO INHERIT}; its name is the parent. */
        NO_INHERIT("no inherit NAME"),
        /** {@code OF type}. */
        OF_TYPE("of NAME"),
        /** {@code NOT OF}. */
        NOT_OF("not of"),
        /** {@code OWNER TO}. */
        OWNER("owner to NAME"),
        /** {@code REPLICA IDENTITY}. */
        REPLICA_IDENTITY("replica identity nothing|full|default", "replica identity using index NAME"),
        /** {@code OPTIONS (…)} of a foreign table. */
        FOREIGN_OPTIONS("options ()"),
        /** {@code [NO] DEPENDS ON EXTENSION}. */
        DEPENDS_ON_EXTENSION("[no] depends on extension ANY"),
        /** {@code RENAME TO}; its name is the new one. */
        RENAME("rename to NAME"),
        /** {@code RENAME CONSTRAINT a TO b}. */
        RENAME_CONSTRAINT("rename constraint NAME to NAME"),
        /** {@code RENAME COLUMN a TO b}. */
        RENAME_COLUMN("rename [column] NAME to NAME"),
        /** {@code ATTACH PARTITION}; its name is the partition. */
        ATTACH_PARTITION("attach partition NAME for values ...", "attach partition NAME [default]"),
        /** {@code DETACH PARTITION}; its name is the partition. */
        DETACH_PARTITION("detach partition NAME"),
        /** {@code DETACH PARTITION … FINALIZE}; its name is the partition. */
        DETACH_PARTITION_FINALIZE("detach partition NAME finalize"),
        /** {@code DETACH PARTITION … CONCURRENTLY}. */
        DETACH_PARTITION_CONCURRENTLY("detach partition NAME concurrently");

        // Neither the list nor a phrase ever changes, which their types cannot say.
        @SuppressWarnings("ImmutableEnumChecker")
        private final List<Phrase> phrases;

        Kind(String... phrases) {
            this.phrases = Arrays.stream(phrases).map(Phrase::of).toList();
        }
    }

    private static final List<Kind> KINDS = List.of(Kind.values());

    /** Copies the lists. */
    public AlterAction {
        names = List.copyOf(names);
        rest = List.copyOf(rest);
    }

    /** The action that the tokens from here to the end are; empty when they are none. */
    static Optional<AlterAction> read(TokenCursor cursor) {
        for (Kind kind : KINDS) {
            for (Phrase phrase : kind.phrases) {
                Optional<Phrase.Match> match = phrase.in(cursor);
                if (match.isPresent()) {
                    AlterAction action = of(kind, match.get());
                    return action.isWhole() ? Optional.of(action) : Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private static AlterAction of(Kind kind, Phrase.Match match) {
        // A constraint is read from its key word on, settings from their parenthesis.
        return switch (kind) {
            case ADD_CONSTRAINT, SETTINGS -> {
                List<SqlToken> all = match.all().rest();
                yield new AlterAction(kind, match.names(), all.subList(1, all.size()));
            }
            default -> new AlterAction(kind, match.names(), match.rest().rest());
        };
    }

    private boolean isWhole() {
        return switch (kind) {
            case ADD_COLUMN -> column().isPresent();
            case ADD_CONSTRAINT -> constraint().isPresent();
            case COLUMN_TYPE, SET_DEFAULT -> !rest.isEmpty();
            case SETTINGS -> cursor().parenthesised().isPresent();
            default -> true;
        };
    }

    /**
     * The column that it adds.
     *
     * @return empty unless the kind is {@link Kind#ADD_COLUMN}
     */
    public Optional<ColumnDefinition> column() {
        return kind == Kind.ADD_COLUMN ? ColumnDefinition.read(names.get(0), cursor()) : Optional.empty();
    }

    /**
     * The constraint that it adds.
     *
     * @return empty unless the kind is {@link Kind#ADD_CONSTRAINT}
     */
    public Optional<Constraint> constraint() {
        TokenCursor cursor = cursor();
        return kind == Kind.ADD_CONSTRAINT ? Constraint.read(cursor).filter(found -> cursor.atEnd()) : Optional.empty();
    }

    /**
     * What it names first: the column, constraint, trigger, rule, index or partition.
     *
     * @return folded; empty when it names nothing
     */
    public Optional<String> name() {
        return names.stream().findFirst();
    }

    /**
     * A cursor over what is behind its key words and names.
     *
     * @return at the beginning
     */
    public TokenCursor cursor() {
        return TokenCursor.of(rest);
    }
}
