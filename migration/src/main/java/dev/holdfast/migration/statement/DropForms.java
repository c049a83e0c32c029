package dev.holdfast.migration.statement;

import dev.holdfast.migration.statement.effect.LockMode;
import dev.holdfast.migration.statement.effect.Reach;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What removes objects. */
final class DropForms {
    /** Objects without rows, locks or a form of their own. With CASCADE they take columns along. */
    private static final List<String> PLAIN = List.of(
            "access method",
            "collation",
            "conversion",
            "domain",
            "event trigger",
            "extension",
            "foreign data wrapper",
            "language",
            "publication",
            "server",
            "statistics",
            "text search configuration",
            "text search dictionary",
            "text search parser",
            "text search template",
            "type");

    private static final List<String> RELATIONS =
            List.of("foreign table", "view", "materialized view", "sequence", "index");

    static final List<Form> ALL = Stream.of(own(), plain(), routines(), relations(), ofTables(), global())
            .flatMap(List::stream)
            .toList();

    private DropForms() {}

    private static List<Form> own() {
        return List.of(
                Form.of("DROP TABLE", "drop table [if exists] TABLES [cascade|restrict]")
                        .alters(LockMode.ACCESS_EXCLUSIVE)
                        .losesData(),
                // The weak lock on index and table becomes this one on the index at last, when nobody uses it any more.
                Form.of("DROP INDEX", "drop index concurrently [if exists] TABLES [cascade|restrict]")
                        .alters(LockMode.ACCESS_EXCLUSIVE)
                        .outside(),
                Form.of("DROP SCHEMA", "drop schema [if exists] NAMES [cascade|restrict]")
                        .losesData(),
                // Privileges on databases and tablespaces are revoked as well.
                Form.of("DROP OWNED", "drop owned by NAMES [cascade|restrict]")
                        .losesData()
                        .reaches(Reach.CLUSTER),
                Form.of("DROP CAST", "drop cast [if exists] () [cascade|restrict]"),
                Form.of("DROP TRANSFORM", "drop transform [if exists] for ANY ..."),
                Form.of("DROP LANGUAGE", "drop procedural language [if exists] NAMES [cascade|restrict]"),
                Form.of("DROP OPERATOR CLASS", "drop operator class [if exists] NAME using ANY [cascade|restrict]"),
                Form.of("DROP OPERATOR FAMILY", "drop operator family [if exists] NAME using ANY [cascade|restrict]"),
                Form.of("DROP OPERATOR", "drop operator [if exists] OPERATOR () ..."));
    }

    private static List<Form> plain() {
        return PLAIN.stream()
                .flatMap(kind -> Stream.of(
                        Form.of(command(kind), "drop " + kind + " [if exists] NAMES cascade")
                                .losesData(),
                        Form.of(command(kind), "drop " + kind + " [if exists] NAMES [restrict]")))
                .toList();
    }

    private static List<Form> routines() {
        return Stream.of("function", "procedure", "routine", "aggregate")
                .map(kind -> Form.of(command(kind), "drop " + kind + " [if exists] SIGNATURES [cascade|restrict]"))
                .toList();
    }

    private static List<Form> relations() {
        return RELATIONS.stream()
                .map(kind -> Form.of(command(kind), "drop " + kind + " [if exists] TABLES [cascade|restrict]")
                        .alters(LockMode.ACCESS_EXCLUSIVE))
                .toList();
    }

    private static List<Form> ofTables() {
        return Stream.of("policy", "rule", "trigger")
                .map(kind -> Form.of(command(kind), "drop " + kind + " [if exists] NAME on TABLE [cascade|restrict]")
                        .on(LockMode.ACCESS_EXCLUSIVE))
                .toList();
    }

    /** Objects of the whole server. */
    private static List<Form> global() {
        return List.of(
                Form.of("DROP DATABASE", "drop database [if exists] NAME [with] [()]")
                        .outside()
                        .losesData()
                        .reaches(Reach.SERVER),
                Form.of("DROP TABLESPACE", "drop tablespace [if exists] NAME")
                        .outside()
                        .reaches(Reach.SERVER),
                // Refused in a transaction when it has a replication slot, which its text does not tell.
                Form.of("DROP SUBSCRIPTION", "drop subscription [if exists] NAME [cascade|restrict]")
                        .outside()
                        .reaches(Reach.SUBSCRIPTION),
                Form.of("DROP USER MAPPING", "drop user mapping [if exists] for * server NAME"),
                Form.of("DROP ROLE", "drop role [if exists] NAMES").reaches(Reach.CLUSTER),
                Form.of("DROP USER", "drop user [if exists] NAMES").reaches(Reach.CLUSTER),
                Form.of("DROP GROUP", "drop group [if exists] NAMES").reaches(Reach.CLUSTER));
    }

    private static String command(String kind) {
        return "DROP " + kind.toUpperCase(Locale.ROOT);
    }
}
