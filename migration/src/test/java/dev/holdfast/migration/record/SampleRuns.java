package dev.holdfast.migration.record;

import dev.holdfast.migration.record.RunRecord.Decision;
import dev.holdfast.migration.record.RunRecord.Kind;
import dev.holdfast.migration.record.RunRecord.MigrationRun;
import dev.holdfast.migration.record.RunRecord.Outcome;
import dev.holdfast.migration.record.RunRecord.Place;
import dev.holdfast.migration.record.RunRecord.Result;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Records to test with: a small one, a realistic one that failed, and a long one. */
public final class SampleRuns {
    /** When the runs began. */
    public static final Instant START = Instant.parse("2026-03-14T21:04:05.250Z");

    private static final Place PLACE =
            new Place("bibliothek", "15.19", "bibliothek_migrator", "holdfast-cli 0.1.0 on ci-runner.example");

    private SampleRuns() {}

    /** An id that differs by its number. */
    public static String id(int number) {
        return String.format(Locale.ROOT, "0195a1b2-c3d4-7000-8000-%012x", number);
    }

    /** A run that applied one migration. */
    public static RunRecord small(int number) {
        MigrationRun migration = migration("1", "create book", Result.APPLIED)
                .statement(1, 1, "CREATE TABLE", 4)
                .build();
        return run(id(number), Kind.MIGRATE, Outcome.success(), List.of(migration));
    }

    /** A run with the given parts and no others. */
    public static RunRecord run(String id, Kind kind, Outcome outcome, List<MigrationRun> migrations) {
        return new RunRecord(id, kind, START, START.plusMillis(5), PLACE, outcome, migrations, List.of(), List.of());
    }

    /**
     * Six files: one retried, one with a concurrent index, one that failed, findings, and an undo proof of each verdict.
     */
    public static RunRecord failed() {
        Outcome outcome = new Outcome(
                false,
                Optional.of("23514"),
                "host 6 (V6__loan_period.sql, line 3) failed: check constraint \"loan_period_ck\" of relation \"loan\" is"
                        + " violated by some row; the migration was rolled back and nothing of it stays",
                "holdfast preflight --check loan_period_ck, mend the rows it counts, then holdfast migrate");
        return new RunRecord(
                id(42),
                Kind.MIGRATE,
                START,
                START.plusMillis(41_870),
                PLACE,
                outcome,
                List.of(createBook(), loanIndex(), moneyType(), retried(), dropColumn(), failing()),
                DIFF,
                List.of(
                        new Decision(
                                "drop of column reader.fax allowed",
                                "a.lindqvist",
                                "the export of 12 March holds the column",
                                START.minusSeconds(600)),
                        new Decision(
                                "rehearsal older than 24 hours accepted",
                                "m.okafor",
                                "the database has not changed since",
                                START.minusSeconds(60))));
    }

    /** A rehearsal of many migrations that went well. */
    public static RunRecord many(int migrations, int statements) {
        List<MigrationRun> runs = IntStream.rangeClosed(1, migrations)
                .mapToObj(number -> oneOfMany(number, statements))
                .toList();
        return new RunRecord(
                id(300),
                Kind.REHEARSE,
                START,
                START.plusSeconds(600),
                PLACE,
                Outcome.success(),
                runs,
                IntStream.rangeClosed(1, migrations)
                        .mapToObj(number -> "+ column public.book extra_" + number + ": #" + number + " text")
                        .toList(),
                List.of());
    }

    private static final String OVERDUE = """
            ~ function public.overdue (): owner bibliothek_owner CREATE OR REPLACE FUNCTION public.overdue()
             RETURNS bigint
             LANGUAGE sql
            AS $function$ SELECT count(*) FROM loan $function$
             -> owner bibliothek_owner CREATE OR REPLACE FUNCTION public.overdue()
             RETURNS bigint
             LANGUAGE sql
            AS $function$ SELECT count(*) FROM loan WHERE due < now() $function$
            """;

    private static final List<String> DIFF = List.of(
            "+ table public.book: table owner bibliothek_owner",
            "+ column public.book id: #1 bigint not null identity always",
            "+ column public.book title: #2 text not null",
            "+ column public.book state: #3 text not null default 'draft'::text",
            "~ column public.loan fee: #4 money -> #4 numeric(10,2)",
            "- column public.reader fax: #6 character varying(30)",
            "+ index public.loan loan_reader_ix: CREATE INDEX loan_reader_ix ON public.loan USING btree (reader_id)",
            OVERDUE,
            "+ comment public.book: what readers can borrow");

    private static MigrationRun createBook() {
        return migration("1", "create book", Result.APPLIED)
                .at(120)
                .statement(1, 4, "CREATE TABLE", 11)
                .locks("public.book ACCESS EXCLUSIVE")
                .statement(2, 11, "INSERT", 38)
                .rows(1_204)
                .locks("public.book ROW EXCLUSIVE")
                .statement(3, 19, "COMMENT", 1)
                .locks("public.book SHARE UPDATE EXCLUSIVE")
                .undo("exact")
                .build();
    }

    private static MigrationRun loanIndex() {
        return migration("2", "index loan by reader", Result.APPLIED)
                .at(190)
                .statement(1, 2, "CREATE INDEX", 18_420)
                .locks("public.loan SHARE UPDATE EXCLUSIVE")
                .scanned("public.loan")
                .undo("exact")
                .build();
    }

    private static MigrationRun moneyType() {
        return migration("3", "fee as numeric", Result.APPLIED)
                .at(18_640)
                .statement(1, 3, "ALTER TABLE", 9_310)
                .locks("public.loan ACCESS EXCLUSIVE", "public.loan_reader_ix ACCESS EXCLUSIVE")
                .rewritten("public.loan")
                .scanned("public.loan")
                .mismatch("the rewrite of public.loan_reader_ix was not predicted")
                .undo(
                        "differs",
                        "~ column public.loan fee: #4 money -> #4 numeric(10,2)",
                        "3 rows of public.loan differ")
                .finding(
                        "changing-column-type",
                        "blocking",
                        3,
                        "changing the type of loan.fee writes the table anew while everybody waits",
                        "add a column, copy in batches, switch readers, drop the old one",
                        "the night window of 14 March, 12 s rehearsed")
                .build();
    }

    private static MigrationRun retried() {
        return migration("4", "reader email unique", Result.APPLIED)
                .at(28_000)
                .attempts(3)
                .statement(1, 1, "ALTER TABLE", 640)
                .locks("public.reader SHARE ROW EXCLUSIVE")
                .scanned("public.reader")
                .statement(2, 5, "CREATE FUNCTION", 3)
                .undo("column order", "~ column public.reader email: #5 text -> #7 text")
                .finding(
                        "unique-constraint-blocks",
                        "blocking",
                        1,
                        "adding a unique constraint to reader builds its index while writers wait",
                        "CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT … USING INDEX",
                        "")
                .build();
    }

    private static MigrationRun dropColumn() {
        return migration("5", "drop fax", Result.APPLIED)
                .at(41_200)
                .statement(1, 1, "ALTER TABLE", 6)
                .locks("public.reader ACCESS EXCLUSIVE")
                .undo("empty")
                .finding(
                        "dropping-column",
                        "breaking",
                        1,
                        "a running application that still reads reader.fax fails",
                        "deploy the version that does not read it first",
                        "")
                .build();
    }

    private static MigrationRun failing() {
        return migration("6", "loan period", Result.FAILED)
                .at(41_260)
                .statement(1, 1, "ALTER TABLE", 4)
                .locks("public.loan ACCESS EXCLUSIVE")
                .statement(2, 3, "ALTER TABLE", 580)
                .locks("public.loan ACCESS EXCLUSIVE")
                .scanned("public.loan")
                .failure("check constraint \"loan_period_ck\" of relation \"loan\" is violated by some row"
                        + " [SQLSTATE 23514]")
                .statement(3, 6, "CREATE VIEW", 0)
                .notRun("public.loan ACCESS SHARE")
                .undo("fails", "the undo failed in the rehearsal: view \"open_loan\" does not exist [SQLSTATE 42P01]")
                .finding(
                        "check-without-not-valid",
                        "blocking",
                        3,
                        "adding a check constraint reads loan while writers and readers wait",
                        "ADD CONSTRAINT … NOT VALID, then VALIDATE CONSTRAINT in a migration of its own",
                        "")
                .build();
    }

    private static MigrationRun oneOfMany(int number, int statements) {
        SampleMigration run =
                migration(Integer.toString(number), "step " + number + " of a long history", Result.REHEARSED);
        for (int statement = 1; statement <= statements; statement++) {
            run.statement(statement, statement * 4, statement % 3 == 0 ? "CREATE INDEX" : "ALTER TABLE", statement * 7L)
                    .locks(
                            statement % 3 == 0
                                    ? "public.book_of_the_library SHARE"
                                    : "public.book_of_the_library ACCESS EXCLUSIVE")
                    .scanned("public.book_of_the_library");
        }
        return run.undo("exact").build();
    }

    /** A migration to be given its statements. */
    public static SampleMigration migration(String version, String description, Result result) {
        return new SampleMigration(version, description, result);
    }
}
