package dev.holdfast.migration.statement;

import dev.holdfast.migration.sql.Phrase;
import dev.holdfast.migration.sql.TokenCursor;
import dev.holdfast.migration.statement.effect.Effect;
import dev.holdfast.migration.statement.effect.LockMode;
import dev.holdfast.migration.statement.effect.Reach;
import dev.holdfast.migration.statement.effect.TransactionUse;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What makes objects, tables by their columns excepted. */
final class CreateForms {
    static final List<Form> ALL = Stream.of(relations(), ofTables(), routinesAndTypes(), catalogObjects(), global())
            .flatMap(List::stream)
            .toList();

    private CreateForms() {}

    private static List<Form> relations() {
        return List.of(
                Form.of(
                                "CREATE TABLE AS",
                                "create [global|local] [temporary|temp|unlogged] table [if not exists] NAME ...")
                        .with(CreateForms::asQuery),
                Form.of("CREATE VIEW", "create [global|local] [temporary|temp] [recursive] view NAME ...")
                        .with(CreateForms::asStoredQuery),
                // A view of that name, if there is one, is changed where it stands.
                Form.of("CREATE VIEW", "create or replace [temporary|temp] [recursive] view TABLE ...")
                        .alters(LockMode.ACCESS_EXCLUSIVE)
                        .with(CreateForms::asStoredQuery),
                Form.of("CREATE MATERIALIZED VIEW", "create materialized view [if not exists] NAME ...")
                        .with(CreateForms::asQuery),
                Form.of(
                                "CREATE INDEX",
                                "create [unique] index concurrently [if not exists] NAME on TABLE ( ...",
                                "create [unique] index concurrently [if not exists] NAME on TABLE using ...",
                                "create [unique] index concurrently on TABLE ( ...",
                                "create [unique] index concurrently on TABLE using ...")
                        .on(LockMode.SHARE_UPDATE_EXCLUSIVE)
                        .scans(Effect.YES)
                        .outside(),
                Form.of(
                                "CREATE INDEX",
                                "create [unique] index [if not exists] NAME on TABLE ( ...",
                                "create [unique] index [if not exists] NAME on TABLE using ...",
                                "create [unique] index on TABLE ( ...",
                                "create [unique] index on TABLE using ...")
                        .on(LockMode.SHARE)
                        .scans(Effect.YES),
                Form.of("CREATE SEQUENCE", "create [temporary|temp|unlogged] sequence [if not exists] NAME ...")
                        .with(CreateForms::ownedBy));
    }

    private static List<Form> ofTables() {
        return List.of(
                Form.of(
                                "CREATE TRIGGER",
                                "create [or replace] [constraint] trigger NAME before|after ...",
                                "create [or replace] trigger NAME instead of ...")
                        .with(CreateForms::trigger),
                Form.of("CREATE RULE", "create [or replace] rule NAME as on select|insert|update|delete to TABLE ...")
                        .on(LockMode.ACCESS_EXCLUSIVE)
                        .with(CreateForms::rule),
                Form.of("CREATE POLICY", "create policy NAME on TABLE ...")
                        .on(LockMode.ACCESS_EXCLUSIVE)
                        .with((match, facts) -> facts == facts.subqueries(match.rest())),
                Form.of(
                                "CREATE STATISTICS",
                                "create statistics [if not exists] NAME [()] on ...",
                                "create statistics [()] on ...")
                        .with(CreateForms::statistics),
                Form.of("CREATE PUBLICATION", "create publication NAME", "create publication NAME with ()"),
                Form.of("CREATE PUBLICATION", "create publication NAME for ...").with(CreateForms::publication));
    }

    private static List<Form> routinesAndTypes() {
        return List.of(
                Form.of("CREATE FUNCTION", "create [or replace] function NAME () ...")
                        .with(CreateForms::body),
                Form.of("CREATE PROCEDURE", "create [or replace] procedure NAME () ...")
                        .with(CreateForms::body),
                Form.of("CREATE AGGREGATE", "create [or replace] aggregate NAME () [()]"),
                Form.of("CREATE CAST", "create cast () with|without ..."),
                Form.of("CREATE TRANSFORM", "create [or replace] transform for ANY language ANY ()"),
                Form.of("CREATE DOMAIN", "create domain NAME [as] ANY ..."),
                Form.of(
                        "CREATE TYPE",
                        "create type NAME [()]",
                        "create type NAME as enum|range ()",
                        "create type NAME as ()"),
                Form.of("CREATE OPERATOR CLASS", "create operator class NAME [default] for type ..."),
                Form.of("CREATE OPERATOR FAMILY", "create operator family NAME using ANY"),
                Form.of("CREATE OPERATOR", "create operator OPERATOR ()"),
                Form.of(
                        "CREATE COLLATION",
                        "create collation [if not exists] NAME ()",
                        "create collation [if not exists] NAME from ANY"),
                Form.of("CREATE CONVERSION", "create [default] conversion NAME for * to * from ANY"));
    }

    private static List<Form> catalogObjects() {
        return List.of(
                Form.of(
                                "CREATE SCHEMA",
                                "create schema [if not exists] authorization NAME ...",
                                "create schema [if not exists] NAME ...")
                        .with(CreateForms::schema),
                Form.of("CREATE ACCESS METHOD", "create access method NAME type index|table handler ANY"),
                Form.of(
                        "CREATE EXTENSION",
                        "create extension [if not exists] NAME",
                        "create extension [if not exists] NAME with|schema|version|from|cascade ..."),
                Form.of("CREATE EVENT TRIGGER", "create event trigger NAME on ANY ..."),
                Form.of(
                        "CREATE LANGUAGE",
                        "create [or replace] [trusted] [procedural] language NAME [handler ANY] ..."),
                Form.of(
                        "CREATE FOREIGN DATA WRAPPER",
                        "create foreign data wrapper NAME",
                        "create foreign data wrapper NAME handler|no|validator|options ..."),
                Form.of("CREATE SERVER", "create server [if not exists] NAME type|version|foreign ..."),
                Form.of("CREATE USER MAPPING", "create user mapping [if not exists] for * server NAME [options ()]"),
                Form.of("CREATE TEXT SEARCH CONFIGURATION", "create text search configuration NAME ()"),
                Form.of("CREATE TEXT SEARCH DICTIONARY", "create text search dictionary NAME ()"),
                Form.of("CREATE TEXT SEARCH PARSER", "create text search parser NAME ()"),
                Form.of("CREATE TEXT SEARCH TEMPLATE", "create text search template NAME ()"));
    }

    /** Objects of the whole server. */
    private static List<Form> global() {
        return List.of(
                Form.of("CREATE DATABASE", "create database NAME ...").outside().reaches(Reach.SERVER),
                Form.of("CREATE TABLESPACE", "create tablespace NAME [owner ANY] location ...")
                        .outside()
                        .reaches(Reach.SERVER),
                Form.of("CREATE SUBSCRIPTION", "create subscription NAME connection * publication ...")
                        .with(CreateForms::subscription),
                Form.of("CREATE ROLE", "create role NAME ...").reaches(Reach.CLUSTER),
                Form.of("CREATE USER", "create user NAME ...").reaches(Reach.CLUSTER),
                Form.of("CREATE GROUP", "create group NAME ...").reaches(Reach.CLUSTER));
    }

    private static boolean asQuery(Phrase.Match match, Facts facts) {
        TokenCursor cursor = match.rest();
        boolean found = cursor.skipTo("as") && cursor.accept("as");
        boolean query = cursor.at("select")
                || cursor.at("with")
                || cursor.at("values")
                || cursor.at("table")
                || cursor.at("execute")
                || cursor.at("(");
        facts.query(cursor);
        return found && query;
    }

    private static boolean asStoredQuery(Phrase.Match match, Facts facts) {
        return asQuery(match, facts) && facts == facts.planned();
    }

    /** The table of a sequence's {@code OWNED BY}. */
    static boolean ownedBy(Phrase.Match match, Facts facts) {
        TokenCursor cursor = match.rest();
        if (cursor.skipTo("by") && cursor.accept("by") && !cursor.at("none")) {
            cursor.qualifier().ifPresent(table -> facts.lock(table, LockMode.ACCESS_SHARE));
        }
        return true;
    }

    private static boolean trigger(Phrase.Match match, Facts facts) {
        TokenCursor cursor = match.rest();
        boolean found = cursor.skipTo("on") && cursor.accept("on");
        Optional<String> table = cursor.name();
        table.ifPresent(name -> facts.lock(name, LockMode.SHARE_ROW_EXCLUSIVE));
        if (cursor.accept("from")) {
            cursor.name().ifPresent(name -> facts.lock(name, LockMode.ACCESS_SHARE));
        }
        return found && table.isPresent() && cursor.ahead("execute");
    }

    private static boolean rule(Phrase.Match match, Facts facts) {
        TokenCursor cursor = match.rest();
        if (!cursor.skipTo("do")) {
            return false;
        }
        cursor.accept("do");
        cursor.acceptAny("also", "instead");
        Optional<TokenCursor> several = cursor.parenthesised();
        facts.ruleBody(several.orElse(cursor));
        return true;
    }

    private static boolean statistics(Phrase.Match match, Facts facts) {
        TokenCursor cursor = match.rest();
        boolean found = cursor.skipTo("from") && cursor.accept("from");
        Optional<String> table = cursor.name();
        table.ifPresent(name -> facts.lock(name, LockMode.SHARE_UPDATE_EXCLUSIVE));
        return found && table.isPresent() && cursor.atEnd();
    }

    /** A body in standard SQL is parsed when the routine is made, which locks what it names. */
    private static boolean body(Phrase.Match match, Facts facts) {
        TokenCursor cursor = match.rest();
        boolean known = cursor.ahead("as") || cursor.ahead("return") || cursor.ahead("begin", "atomic");
        if (cursor.skipTo("atomic", "return")) {
            cursor.acceptAny("atomic", "return");
            facts.routineBody(cursor);
        }
        return known;
    }

    private static boolean schema(Phrase.Match match, Facts facts) {
        TokenCursor cursor = match.rest();
        if (cursor.accept("authorization")) {
            return cursor.name().isPresent() && elements(cursor);
        }
        return elements(cursor);
    }

    private static boolean elements(TokenCursor cursor) {
        return cursor.atEnd() || cursor.at("create") || cursor.at("grant");
    }

    private static boolean subscription(Phrase.Match match, Facts facts) {
        TokenCursor cursor = match.rest();
        cursor.skipTo("with");
        cursor.accept("with");
        Optional<TokenCursor> options = cursor.parenthesised();
        boolean offline =
                options.filter(it -> Facts.isSet(it, "connect", false)).isPresent();
        boolean slotless =
                options.filter(it -> Facts.isSet(it, "create_slot", false)).isPresent();
        facts.transaction(offline || slotless ? TransactionUse.INSIDE : TransactionUse.OUTSIDE)
                // Also one that connects to nothing keeps its database from being dropped.
                .reaches(offline ? Reach.CLUSTER : Reach.SUBSCRIPTION);
        return true;
    }

    /** Reads {@code TABLE a, b (c) WHERE (…), TABLES IN SCHEMA s}, and the same behind FOR, ADD, SET and DROP. */
    static boolean publication(Phrase.Match match, Facts facts) {
        boolean tables = false;
        for (TokenCursor part : match.rest().commaSeparated()) {
            // A name alone goes on with what the one before it was.
            tables = part.accept("table") || (tables && !part.at("tables"));
            part.accept("only");
            if (tables) {
                part.name().ifPresent(table -> facts.lock(table, LockMode.SHARE_UPDATE_EXCLUSIVE));
            }
        }
        return true;
    }
}
