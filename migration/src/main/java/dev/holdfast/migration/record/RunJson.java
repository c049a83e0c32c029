package dev.holdfast.migration.record;

import dev.holdfast.core.json.Json;
import dev.holdfast.migration.record.RunRecord.Decision;
import dev.holdfast.migration.record.RunRecord.Finding;
import dev.holdfast.migration.record.RunRecord.Kind;
import dev.holdfast.migration.record.RunRecord.MigrationRun;
import dev.holdfast.migration.record.RunRecord.Outcome;
import dev.holdfast.migration.record.RunRecord.Place;
import dev.holdfast.migration.record.RunRecord.Result;
import dev.holdfast.migration.record.RunRecord.StatementRun;
import dev.holdfast.migration.record.RunRecord.UndoRun;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A run record as JSON: one line, the members always there and always in the same order, so that one record has one text.
 * Each form is written and read side by side; each object has exactly its members.
 *
 * <p>Times are texts as {@link java.time.Instant} prints them, durations whole nanoseconds, what is not there is null.
 */
public final class RunJson {
    /** The number of the format; it grows with each change of the members or of what they mean. */
    public static final int FORMAT = 1;

    private RunJson() {}

    /**
     * The record's text.
     *
     * @param run the record
     * @return JSON without white space; unpaired surrogates and NUL come out as U+FFFD
     */
    public static String write(RunRecord run) {
        return Json.write(run(run));
    }

    /**
     * The record of a text.
     *
     * @param json what {@link #write} gave
     * @return the record
     * @throws IllegalArgumentException when it is no run record, of another format, or has a member too few or too many;
     *     the message names the member and holds no value
     */
    public static RunRecord read(String json) {
        return run(JsonFields.of("run", Json.read(json)));
    }

    static Map<String, @Nullable Object> run(RunRecord run) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("format", FORMAT);
        json.put("id", run.id());
        json.put("kind", run.kind().name());
        json.put("startedAt", run.startedAt().toString());
        json.put("endedAt", run.endedAt().toString());
        json.put("place", place(run.place()));
        json.put("outcome", outcome(run.outcome()));
        json.put("migrations", all(run.migrations(), RunJson::migration));
        json.put("schemaDiff", run.schemaDiff());
        json.put("decisions", all(run.decisions(), RunJson::decision));
        json.put("steps", all(run.steps(), StepRun::json));
        return json;
    }

    static RunRecord run(JsonFields json) {
        long format = json.number("format");
        if (format != RunJson.FORMAT) {
            throw new IllegalArgumentException("format must be " + RunJson.FORMAT + ", got " + format
                    + ": read the record with the version of Holdfast that wrote it, or with a newer one");
        }
        RunRecord run = new RunRecord(
                json.text("id"),
                json.constant("kind", Kind.class),
                json.instant("startedAt"),
                json.instant("endedAt"),
                place(json.object("place")),
                outcome(json.object("outcome")),
                json.objects("migrations", RunJson::migration),
                json.texts("schemaDiff"),
                json.objects("decisions", RunJson::decision),
                json.objects("steps", StepRun::of));
        json.end();
        return run;
    }

    private static Map<String, @Nullable Object> place(Place place) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("database", place.database());
        json.put("serverVersion", place.serverVersion());
        json.put("role", place.role());
        json.put("application", place.application());
        return json;
    }

    private static Place place(JsonFields json) {
        Place place = new Place(
                json.text("database"), json.text("serverVersion"), json.text("role"), json.text("application"));
        json.end();
        return place;
    }

    private static Map<String, @Nullable Object> outcome(Outcome outcome) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("succeeded", outcome.succeeded());
        json.put("sqlState", outcome.sqlState().orElse(null));
        json.put("message", outcome.message());
        json.put("next", outcome.next());
        return json;
    }

    private static Outcome outcome(JsonFields json) {
        Outcome outcome = new Outcome(
                json.flag("succeeded"),
                json.optional("sqlState", it -> it.text("sqlState")),
                json.text("message"),
                json.text("next"));
        json.end();
        return outcome;
    }

    private static Map<String, @Nullable Object> migration(MigrationRun migration) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("source", migration.source());
        json.put("version", migration.version());
        json.put("description", migration.description());
        json.put("script", migration.script());
        json.put("sha256", migration.sha256());
        json.put("result", migration.result().name());
        json.put("startedAfterNanos", orNull(migration.startedAfter(), Duration::toNanos));
        json.put("tookNanos", migration.took().toNanos());
        json.put("attempts", migration.attempts());
        json.put("statements", all(migration.statements(), RunJson::statement));
        json.put("undo", orNull(migration.undo(), RunJson::undo));
        json.put("findings", all(migration.findings(), RunJson::finding));
        return json;
    }

    private static MigrationRun migration(JsonFields json) {
        MigrationRun migration = new MigrationRun(
                json.text("source"),
                json.text("version"),
                json.text("description"),
                json.text("script"),
                json.text("sha256"),
                json.constant("result", Result.class),
                json.nanos("tookNanos"),
                json.count("attempts"),
                json.objects("statements", RunJson::statement),
                json.optional("undo", it -> undo(it.object("undo"))),
                json.objects("findings", RunJson::finding),
                json.optional("startedAfterNanos", it -> it.nanos("startedAfterNanos")));
        json.end();
        return migration;
    }

    private static Map<String, @Nullable Object> statement(StatementRun statement) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("number", statement.number());
        json.put("line", statement.line());
        json.put("command", statement.command());
        json.put("tookNanos", statement.took().toNanos());
        json.put("rows", statement.rows());
        json.put("locks", statement.locks());
        json.put("expectedLocks", statement.expectedLocks());
        json.put("rewritten", statement.rewritten());
        json.put("scanned", statement.scanned());
        json.put("mismatch", statement.mismatch());
        json.put("failure", statement.failure());
        return json;
    }

    private static StatementRun statement(JsonFields json) {
        StatementRun statement = new StatementRun(
                json.count("number"),
                json.count("line"),
                json.text("command"),
                json.nanos("tookNanos"),
                json.number("rows"),
                json.texts("locks"),
                json.texts("expectedLocks"),
                json.texts("rewritten"),
                json.texts("scanned"),
                json.text("mismatch"),
                json.text("failure"));
        json.end();
        return statement;
    }

    private static Map<String, @Nullable Object> undo(UndoRun undo) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("script", undo.script());
        json.put("verdict", undo.verdict());
        json.put("differences", undo.differences());
        return json;
    }

    private static UndoRun undo(JsonFields json) {
        UndoRun undo = new UndoRun(json.text("script"), json.text("verdict"), json.texts("differences"));
        json.end();
        return undo;
    }

    private static Map<String, @Nullable Object> finding(Finding finding) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("rule", finding.rule());
        json.put("severity", finding.severity());
        json.put("line", finding.line());
        json.put("message", finding.message());
        json.put("advice", finding.advice());
        json.put("silencedBecause", finding.silencedBecause());
        return json;
    }

    private static Finding finding(JsonFields json) {
        Finding finding = new Finding(
                json.text("rule"),
                json.text("severity"),
                json.count("line"),
                json.text("message"),
                json.text("advice"),
                json.text("silencedBecause"));
        json.end();
        return finding;
    }

    private static Map<String, @Nullable Object> decision(Decision decision) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("what", decision.what());
        json.put("by", decision.by());
        json.put("because", decision.because());
        json.put("at", decision.at().toString());
        return json;
    }

    private static Decision decision(JsonFields json) {
        Decision decision = new Decision(json.text("what"), json.text("by"), json.text("because"), json.instant("at"));
        json.end();
        return decision;
    }

    private static <T> List<Map<String, @Nullable Object>> all(
            List<T> items, Function<T, Map<String, @Nullable Object>> form) {
        return items.stream().map(form).toList();
    }

    private static <T> @Nullable Object orNull(Optional<T> value, Function<T, ?> form) {
        return value.isPresent() ? form.apply(value.get()) : null;
    }
}
