package dev.holdfast.migration.statement;

import dev.holdfast.migration.sql.Phrase;
import dev.holdfast.migration.sql.TokenCursor;
import dev.holdfast.migration.statement.effect.Effect;
import dev.holdfast.migration.statement.effect.LockMode;
import dev.holdfast.migration.statement.effect.TransactionUse;
import java.util.List;
import java.util.Optional;

/** What keeps tables and indexes in shape. */
final class MaintenanceForms {
    static final List<Form> ALL = List.of(
            Form.of(
                            "ANALYZE",
                            "analyze [()] [verbose]",
                            "analyze [()] [verbose] TABLES",
                            "analyse [()] [verbose]",
                            "analyse [()] [verbose] TABLES")
                    .alters(LockMode.SHARE_UPDATE_EXCLUSIVE)
                    .scans(Effect.DEPENDS),
            Form.of("VACUUM", "vacuum ( ...", "vacuum [full] [freeze] [verbose] [analyze|analyse] ...")
                    .outside()
                    .with(MaintenanceForms::vacuum),
            Form.of("CLUSTER", "cluster [()] [verbose]")
                    .outside()
                    .rewrites(Effect.YES)
                    .scans(Effect.YES),
            Form.of("CLUSTER", "cluster [()] [verbose] TABLE [using ANY]", "cluster [verbose] ANY on TABLE")
                    .alters(LockMode.ACCESS_EXCLUSIVE)
                    .rewrites(Effect.YES)
                    .scans(Effect.YES),
            Form.of("REINDEX", "reindex [()] index|table|schema|database|system ...")
                    .with(MaintenanceForms::reindex),
            Form.of("REFRESH MATERIALIZED VIEW", "refresh materialized view concurrently TABLE [with data]")
                    .alters(LockMode.EXCLUSIVE)
                    .scans(Effect.YES),
            Form.of(
                            "REFRESH MATERIALIZED VIEW",
                            "refresh materialized view TABLE [with data]",
                            "refresh materialized view TABLE with no data")
                    .alters(LockMode.ACCESS_EXCLUSIVE)
                    .rewrites(Effect.YES)
                    .scans(Effect.DEPENDS));

    private static final Phrase TABLES = Phrase.of("TABLES");

    private MaintenanceForms() {}

    private static boolean vacuum(Phrase.Match match, Facts facts) {
        TokenCursor cursor = match.all();
        cursor.accept("vacuum");
        boolean full = cursor.parenthesised()
                .map(options -> Facts.isSet(options, "full", true))
                .orElseGet(() -> cursor.accept("full"));
        cursor.accept("freeze");
        cursor.accept("verbose");
        cursor.acceptAny("analyze", "analyse");
        Optional<Phrase.Match> tables = TABLES.in(cursor);
        tables.map(Phrase.Match::tables)
                .ifPresent(names -> facts.targets(names)
                        .lock(names, full ? LockMode.ACCESS_EXCLUSIVE : LockMode.SHARE_UPDATE_EXCLUSIVE));
        facts.rewrites(full ? Effect.YES : Effect.NO).scans(full ? Effect.YES : Effect.DEPENDS);
        return cursor.atEnd();
    }

    private static boolean reindex(Phrase.Match match, Facts facts) {
        TokenCursor cursor = match.all();
        cursor.accept("reindex");
        boolean concurrently = cursor.parenthesised()
                .filter(options -> Facts.isSet(options, "concurrently", true))
                .isPresent();
        Optional<String> kind = cursor.acceptAny("index", "table", "schema", "database", "system");
        concurrently |= cursor.accept("concurrently");
        Optional<String> name = cursor.name();
        name.ifPresent(facts::target);
        facts.scans(Effect.YES);
        boolean relation =
                kind.filter(it -> it.equals("index") || it.equals("table")).isPresent();
        LockMode mode = kind.filter("index"::equals).isPresent() ? LockMode.ACCESS_EXCLUSIVE : LockMode.SHARE;
        if (relation && name.isPresent()) {
            facts.lock(name.get(), concurrently ? LockMode.SHARE_UPDATE_EXCLUSIVE : mode);
        }
        if (concurrently || !relation) {
            facts.transaction(TransactionUse.OUTSIDE);
        }
        return cursor.atEnd() && (name.isPresent() || !relation);
    }
}
