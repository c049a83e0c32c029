package dev.holdfast.migration.apply.run;

import dev.holdfast.migration.apply.RunObserver;
import dev.holdfast.migration.apply.Session;
import dev.holdfast.migration.apply.pending.JavaBridge;
import dev.holdfast.migration.apply.run.ApplyFrame.Row;
import dev.holdfast.migration.apply.run.Course.Told;
import dev.holdfast.migration.apply.step.StepJournal;
import dev.holdfast.migration.apply.step.StepJournal.Direction;
import dev.holdfast.migration.apply.step.StepJournal.Entry;
import dev.holdfast.migration.apply.step.StepJournal.Mark;
import dev.holdfast.migration.apply.step.StepJournal.Planned;
import dev.holdfast.migration.apply.step.StepJournal.State;
import dev.holdfast.migration.sql.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.api.migration.JavaMigration;

/** Applies a migration that cannot be one transaction: a script in steps, a class that wants no transaction as one step. */
final class SteppedRun {
    private final Bench bench;
    private final Failures failures;
    private final TableName history;

    SteppedRun(Bench bench, Failures failures, TableName history) {
        this.bench = bench;
        this.failures = failures;
        this.history = history;
    }

    void begin(Row row, RunObserver.Migration observed) {
        Course course = course(row, observed);
        if (row.migration().java().isPresent()) {
            java(course, row.migration().java().get());
        } else {
            new StepRun(bench, failures, course).begin();
        }
    }

    void goOn(Row row, RunObserver.Migration observed, List<Entry> entries) {
        Course course = course(row, observed);
        if (row.migration().java().isPresent()) {
            throw failures.refusal(
                    course.told().subject(),
                    "was cut short, and the database does not tell how far the class had come: look, finish its work by"
                            + " hand, then mark it as run");
        }
        new StepRun(bench, failures, course).goOn(entries);
    }

    private Course course(Row row, RunObserver.Migration observed) {
        StepJournal.Course key =
                new StepJournal.Course(history, row.migration().local().script(), Direction.APPLY);
        Told told = new Told(failures.migration(row.migration()), observed);
        return new Course(
                key, row.migration().plan(), row.migration().settings(), told, new ApplyFrame(bench, history, row));
    }

    private void java(Course course, JavaMigration migration) {
        Session session = bench.session();
        try {
            session.remember();
            Connection connection = session.connection();
            course.frame().begin(connection);
            bench.journal().plan(connection, course.key(), 1, List.of(new Planned(1, 1, "class")));
            mark(course, State.BEGUN, connection);
            session.commit();
            session.outside(outside -> migrate(migration, outside));
            mark(course, State.DONE, connection);
            course.frame().end(connection);
            session.commit();
        } catch (SQLException e) {
            session.rollBack(e);
            throw failures.of(
                    course.told().subject(),
                    e,
                    List.of(),
                    "it asked for no transaction, so what it did before stays: finish its work by hand, then mark it as run");
        } catch (RuntimeException e) {
            session.rollBack(e);
            throw e;
        }
    }

    private void migrate(JavaMigration migration, Connection connection) throws SQLException {
        try {
            migration.migrate(new JavaBridge(bench.dataSource(), connection).forMigration());
        } catch (SQLException e) {
            throw e;
        } catch (Exception e) {
            throw new SQLException("the class threw " + e.getClass().getName(), e);
        }
    }

    private void mark(Course course, State state, Connection connection) throws SQLException {
        if (!bench.journal()
                .mark(
                        connection,
                        course.key(),
                        new Mark(1, state, bench.lock().witness().guardSql()))) {
            throw bench.lock().lost();
        }
    }
}
