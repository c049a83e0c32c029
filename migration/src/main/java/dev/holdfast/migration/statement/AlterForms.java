package dev.holdfast.migration.statement;

import dev.holdfast.migration.sql.Phrase;
import dev.holdfast.migration.sql.TokenCursor;
import dev.holdfast.migration.statement.effect.Effect;
import dev.holdfast.migration.statement.effect.LockMode;
import dev.holdfast.migration.statement.effect.Reach;
import dev.holdfast.migration.statement.effect.TransactionUse;
import java.util.List;
import java.util.stream.Stream;

/** What changes objects that are there, tables, views and indexes excepted. */
final class AlterForms {
    private static final String ROUTINE_ACTIONS =
            " called|returns|immutable|stable|volatile|not|leakproof|security|external"
                    + "|parallel|cost|rows|support|set|reset|rename|owner|depends|no|strict ...";

    static final List<Form> ALL = Stream.of(relations(), types(), routines(), catalogObjects(), global())
            .flatMap(List::stream)
            .toList();

    private AlterForms() {}

    private static List<Form> relations() {
        return List.of(
                Form.of(
                                "ALTER SEQUENCE",
                                "alter sequence [if exists] TABLE rename to ANY",
                                "alter sequence [if exists] TABLE set|owner ...")
                        .alters(LockMode.ACCESS_EXCLUSIVE),
                Form.of(
                                "ALTER SEQUENCE",
                                "alter sequence [if exists] TABLE as|increment|minvalue|maxvalue|start|restart|cache|cycle|no ...",
                                "alter sequence [if exists] TABLE owned ...")
                        .alters(LockMode.SHARE_ROW_EXCLUSIVE)
                        .with(CreateForms::ownedBy),
                Form.of("ALTER TABLE", "alter table all in tablespace ANY ...")
                        .rewrites(Effect.YES)
                        .scans(Effect.YES),
                Form.of("ALTER INDEX", "alter index all in tablespace ANY ...").scans(Effect.YES),
                Form.of("ALTER MATERIALIZED VIEW", "alter materialized view all in tablespace ANY ...")
                        .rewrites(Effect.YES)
                        .scans(Effect.YES),
                Form.of(
                                "ALTER POLICY",
                                "alter policy NAME on TABLE rename to ANY",
                                "alter policy NAME on TABLE to|using|with ...")
                        .on(LockMode.ACCESS_EXCLUSIVE)
                        .with((match, facts) -> facts == facts.subqueries(match.rest())),
                Form.of("ALTER RULE", "alter rule NAME on TABLE rename to ANY").on(LockMode.ACCESS_EXCLUSIVE),
                Form.of(
                                "ALTER TRIGGER",
                                "alter trigger NAME on TABLE rename to ANY",
                                "alter trigger NAME on TABLE [no] depends on extension ANY")
                        .on(LockMode.ACCESS_EXCLUSIVE),
                Form.of("ALTER STATISTICS", "alter statistics [if exists] NAME owner|rename|set ..."),
                Form.of(
                        "ALTER PUBLICATION",
                        "alter publication NAME set ()",
                        "alter publication NAME owner|rename to ANY"),
                Form.of("ALTER PUBLICATION", "alter publication NAME add|drop|set ...")
                        .with(CreateForms::publication));
    }

    private static List<Form> types() {
        return List.of(
                // The server takes the new value at once, and refuses its use before the commit.
                Form.of("ALTER TYPE", "alter type NAME add value ...").use(TransactionUse.COMMIT_BEFORE_USE),
                Form.of("ALTER TYPE", "alter type NAME drop attribute ...")
                        .rewrites(Effect.DEPENDS)
                        .scans(Effect.DEPENDS)
                        .losesData(),
                Form.of("ALTER TYPE", "alter type NAME add|alter attribute ...")
                        .rewrites(Effect.DEPENDS)
                        .scans(Effect.DEPENDS),
                Form.of("ALTER TYPE", "alter type NAME rename|owner|set ..."),
                Form.of("ALTER DOMAIN", "alter domain NAME add ...").with((match, facts) -> {
                    boolean later = match.rest().ahead("not", "valid");
                    return facts == facts.scans(later ? Effect.NO : Effect.DEPENDS);
                }),
                Form.of("ALTER DOMAIN", "alter domain NAME set not null", "alter domain NAME validate constraint ANY")
                        .scans(Effect.DEPENDS),
                Form.of("ALTER DOMAIN", "alter domain NAME set|drop|rename|owner ..."),
                Form.of("ALTER OPERATOR CLASS", "alter operator class NAME using ANY rename|owner|set ..."),
                Form.of("ALTER OPERATOR FAMILY", "alter operator family NAME using ANY add|drop|rename|owner|set ..."),
                Form.of("ALTER OPERATOR", "alter operator OPERATOR () owner|set ..."),
                Form.of("ALTER COLLATION", "alter collation NAME refresh|rename|owner|set ..."),
                Form.of("ALTER CONVERSION", "alter conversion NAME rename|owner|set ..."));
    }

    private static List<Form> routines() {
        return List.of(
                Form.of("ALTER FUNCTION", "alter function NAME [()]" + ROUTINE_ACTIONS),
                Form.of("ALTER PROCEDURE", "alter procedure NAME [()]" + ROUTINE_ACTIONS),
                Form.of("ALTER ROUTINE", "alter routine NAME [()]" + ROUTINE_ACTIONS),
                Form.of("ALTER AGGREGATE", "alter aggregate NAME () rename|owner|set ..."));
    }

    private static List<Form> catalogObjects() {
        return List.of(
                Form.of("ALTER SCHEMA", "alter schema NAME rename|owner to ANY"),
                Form.of("ALTER DEFAULT PRIVILEGES", "alter default privileges for|in|grant|revoke ..."),
                Form.of("ALTER EVENT TRIGGER", "alter event trigger NAME enable|disable|owner|rename ..."),
                // An update runs the extension's own scripts.
                Form.of("ALTER EXTENSION", "alter extension NAME update ...")
                        .rewrites(Effect.DEPENDS)
                        .scans(Effect.DEPENDS),
                Form.of(
                                "ALTER EXTENSION",
                                "alter extension NAME add|drop [foreign|materialized] table|view|sequence TABLE")
                        .on(LockMode.SHARE_UPDATE_EXCLUSIVE),
                Form.of("ALTER EXTENSION", "alter extension NAME set|add|drop ..."),
                Form.of("ALTER LANGUAGE", "alter [procedural] language NAME rename|owner to ANY"),
                Form.of("ALTER LARGE OBJECT", "alter large object * owner to ANY"),
                Form.of(
                        "ALTER FOREIGN DATA WRAPPER",
                        "alter foreign data wrapper NAME handler|no|validator|options|owner|rename ..."),
                Form.of("ALTER SERVER", "alter server NAME version|options|owner|rename ..."),
                Form.of("ALTER USER MAPPING", "alter user mapping for * server NAME options ()"),
                Form.of(
                        "ALTER TEXT SEARCH CONFIGURATION",
                        "alter text search configuration NAME add|alter|drop|rename|owner|set ..."),
                Form.of(
                        "ALTER TEXT SEARCH DICTIONARY",
                        "alter text search dictionary NAME ()",
                        "alter text search dictionary NAME rename|owner|set ..."),
                Form.of("ALTER TEXT SEARCH PARSER", "alter text search parser NAME rename|set ..."),
                Form.of("ALTER TEXT SEARCH TEMPLATE", "alter text search template NAME rename|set ..."));
    }

    /** Objects of the whole server. */
    private static List<Form> global() {
        return List.of(
                Form.of("ALTER SYSTEM", "alter system set ANY to|= ...", "alter system reset ANY")
                        .outside()
                        .reaches(Reach.SERVER),
                Form.of("ALTER DATABASE", "alter database NAME set tablespace ANY")
                        .outside()
                        .reaches(Reach.SERVER),
                // Its name is in the text: in a copy it is the source that is changed.
                Form.of(
                                "ALTER DATABASE",
                                "alter database NAME set|reset|rename|owner|refresh|with|allow_connections|connection|is_template ...")
                        .reaches(Reach.CLUSTER),
                Form.of("ALTER TABLESPACE", "alter tablespace NAME rename|owner|set|reset ...")
                        .reaches(Reach.CLUSTER),
                Form.of("ALTER SUBSCRIPTION", "alter subscription NAME refresh publication ...")
                        .outside()
                        .reaches(Reach.SUBSCRIPTION),
                Form.of("ALTER SUBSCRIPTION", "alter subscription NAME set|add|drop publication ...")
                        .with(AlterForms::refresh),
                Form.of("ALTER SUBSCRIPTION", "alter subscription NAME set ( ...")
                        .with(AlterForms::slot),
                Form.of("ALTER SUBSCRIPTION", "alter subscription NAME connection|enable|disable|skip|owner|rename ...")
                        .reaches(Reach.CLUSTER),
                Form.of("ALTER ROLE", "alter role all ...", "alter role NAME ...")
                        .reaches(Reach.CLUSTER),
                Form.of("ALTER USER", "alter user all ...", "alter user NAME ...")
                        .reaches(Reach.CLUSTER),
                Form.of("ALTER GROUP", "alter group ANY add|drop user NAMES", "alter group NAME rename to ANY")
                        .reaches(Reach.CLUSTER));
    }

    /** Adding and dropping publications refreshes the tables, unless told otherwise. */
    private static boolean refresh(Phrase.Match match, Facts facts) {
        TokenCursor cursor = match.rest();
        boolean quiet = cursor.skipTo("with")
                && cursor.accept("with")
                && cursor.parenthesised()
                        .filter(options -> Facts.isSet(options, "refresh", false))
                        .isPresent();
        return publisher(facts, !quiet);
    }

    /** Two settings are the slot's as well, and are changed on the other server. */
    private static boolean slot(Phrase.Match match, Facts facts) {
        List<String> options = match.rest().commaSeparated().stream()
                .flatMap(option -> option.name().stream())
                .toList();
        boolean remote = options.contains("failover") || options.contains("two_phase");
        return publisher(facts, remote);
    }

    private static boolean publisher(Facts facts, boolean asked) {
        facts.transaction(asked ? TransactionUse.OUTSIDE : TransactionUse.INSIDE)
                .reaches(asked ? Reach.SUBSCRIPTION : Reach.CLUSTER);
        return true;
    }
}
