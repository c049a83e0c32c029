package dev.holdfast.migration.apply.run;

import dev.holdfast.migration.apply.MigrationException;
import dev.holdfast.migration.apply.Pipeline;
import dev.holdfast.migration.apply.RunObserver;
import dev.holdfast.migration.apply.ScriptRunner;
import dev.holdfast.migration.apply.Session;
import dev.holdfast.migration.apply.Session.Limits;
import dev.holdfast.migration.apply.run.Attempts.Trial;
import dev.holdfast.migration.apply.step.Examination;
import dev.holdfast.migration.apply.step.Step;
import dev.holdfast.migration.apply.step.StepExaminer;
import dev.holdfast.migration.apply.step.StepJournal;
import dev.holdfast.migration.apply.step.StepJournal.Entry;
import dev.holdfast.migration.apply.step.StepJournal.Mark;
import dev.holdfast.migration.apply.step.StepJournal.Planned;
import dev.holdfast.migration.apply.step.StepJournal.State;
import dev.holdfast.migration.sql.SqlStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * Runs a course step by step. A transaction carries its own mark in the journal; a statement that refuses one is marked
 * before and after, and when it was cut short in between, the database is asked what it has left.
 */
final class StepRun {
    private final Bench bench;
    private final Failures failures;
    private final Course course;
    private final List<Step> steps;

    StepRun(Bench bench, Failures failures, Course course) {
        this.bench = bench;
        this.failures = failures;
        this.course = course;
        this.steps = course.plan().steps();
    }

    /** Begins at the first step. */
    void begin() {
        transaction(connection -> {
            course.frame().begin(connection);
            bench.journal().plan(connection, course.key(), 1, planned());
        });
        run(1, false);
    }

    /** Goes on after the last step that is done. */
    void goOn(List<Entry> entries) {
        entries.stream().filter(entry -> entry.state() != State.WAITING).forEach(this::requireSame);
        Optional<Entry> stopped = StepJournal.stoppedAt(entries);
        int from = stopped.map(Entry::step).orElse(entries.size() + 1);
        boolean begun = stopped.filter(entry -> entry.state() == State.BEGUN).isPresent();
        transaction(connection -> {
            bench.journal().plan(connection, course.key(), begun ? from + 1 : from, planned());
            course.frame().takeUp(connection);
            if (from > steps.size()) {
                course.frame().end(connection);
            }
        });
        run(from, begun);
    }

    private void run(int from, boolean begun) {
        boolean cut = begun;
        for (Step step : steps.subList(Math.min(from - 1, steps.size()), steps.size())) {
            if (step.inTransaction()) {
                inTransaction(step);
            } else {
                outside(step, cut);
            }
            cut = false;
        }
    }

    private void inTransaction(Step step) {
        Limits limits = bench.limits(course.settings());
        new Attempts(bench, failures).run(trial(step, limits), () -> {
            Session session = bench.session();
            session.remember();
            try (Pipeline pipeline = new Pipeline(session.connection())) {
                for (String set : session.localSettings(course.schema(), limits)) {
                    pipeline.add(set);
                }
                if (!step.setup().mode().isEmpty()) {
                    pipeline.add(step.setup().mode());
                }
                for (SqlStatement setting : step.setup().settings()) {
                    pipeline.add(setting);
                }
                ScriptRunner.watchedBy(bench.observer()).run(session.connection(), pipeline, step.statements());
                for (String own : session.ownRole()) {
                    pipeline.add(own);
                }
                pipeline.flush();
            }
            done(step, session.connection());
            session.commit();
            session.restore();
        });
    }

    private void outside(Step step, boolean cut) {
        SqlStatement statement = step.statements().get(0);
        boolean patient = statement.tokens().stream().anyMatch(token -> token.is("concurrently"));
        Limits limits = patient ? bench.concurrentLimits(course.settings()) : bench.limits(course.settings());
        boolean[] begun = {cut};
        new Attempts(bench, failures).run(trial(step, limits), () -> {
            Session session = bench.session();
            session.remember();
            boolean done = begun[0] && isDone(step, limits);
            if (!done) {
                mark(step, State.BEGUN, session.connection());
                session.commit();
                begun[0] = true;
                session.outside(connection -> runOutside(connection, step, limits));
            }
            done(step, session.connection());
            session.commit();
        });
    }

    private void runOutside(Connection connection, Step step, Limits limits) throws SQLException {
        set(connection, limits);
        ScriptRunner.watchedBy(RunObserver.none()).run(connection, step.setup().settings());
        ScriptRunner.watchedBy(bench.observer()).run(connection, step.statements());
        // The script may have set a search path of its own.
        set(connection, limits);
        Optional<String> flaw =
                new StepExaminer(connection).flaw(step.statements().get(0));
        if (flaw.isPresent()) {
            throw failures.refusal(course.told().subject(), "failed at step " + step.number() + ": " + flaw.get());
        }
    }

    /** Asks the database about a step that had begun. */
    private boolean isDone(Step step, Limits limits) throws SQLException {
        SqlStatement statement = step.statements().get(0);
        Examination[] found = new Examination[1];
        bench.session().outside(connection -> {
            set(connection, limits);
            found[0] = new StepExaminer(connection).examine(statement);
        });
        return found[0].fold(done -> true, redo -> false, unknown -> {
            throw failures.refusal(
                    course.told().subject(),
                    "was cut short in step " + step.number() + " of " + steps.size() + ", statement "
                            + statement.number() + " (line " + statement.line() + "), and the database does not tell "
                            + unknown.what() + ": look, finish the script from there by hand, then mark version "
                            + course.told().subject().version() + " as run");
        });
    }

    private void set(Connection connection, Limits limits) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String set : bench.session().sessionSettings(course.schema(), limits)) {
                statement.execute(set);
            }
        }
    }

    private void done(Step step, Connection connection) throws SQLException {
        mark(step, State.DONE, connection);
        if (step.number() == steps.size()) {
            course.frame().end(connection);
        }
    }

    private void mark(Step step, State state, Connection connection) throws SQLException {
        Mark mark = new Mark(step.number(), state, bench.lock().witness().guardSql());
        if (!bench.journal().mark(connection, course.key(), mark)) {
            throw bench.lock().lost();
        }
    }

    private Trial trial(Step step, Limits limits) {
        String done = step.number() == 1 ? "no step" : "every step before step " + step.number();
        return new Trial(
                course.told().subject(),
                course.told().observed(),
                limits.lockTimeout(),
                done + " of " + steps.size() + " is done; correct the script from step " + step.number()
                        + " on if it is wrong, and run again: the next run goes on there");
    }

    private void requireSame(Entry entry) {
        boolean same = entry.step() <= steps.size()
                && steps.get(entry.step() - 1).sha256().equals(entry.sha256());
        if (!same) {
            throw failures.refusal(
                    course.told().subject(),
                    "was interrupted, and its script has changed in step " + entry.step() + " (from statement "
                            + entry.statement() + "), which had run: put that part back, and write the change as a new"
                            + " migration");
        }
    }

    private List<Planned> planned() {
        return steps.stream().map(Planned::of).toList();
    }

    /** A transaction of the journal alone. */
    private void transaction(Session.OutsideWork work) {
        Session session = bench.session();
        try {
            work.run(session.connection());
            session.commit();
        } catch (SQLException e) {
            session.rollBack(e);
            throw failures.of(
                    course.told().subject(), e, List.of(), "no step was begun; look at status, and run again");
        } catch (MigrationException e) {
            session.rollBack(e);
            throw e;
        }
    }
}
