package dev.holdfast.examples.markenmate.step;

import dev.holdfast.examples.markenmate.app.LogKeeping;
import java.time.YearMonth;

/** Writes down, in the database itself, each state that a month was committed in. */
final class StatesSeen {
    private static final String WATCH = """
            CREATE SCHEMA watch;
            CREATE TABLE watch.seen (id bigint GENERATED ALWAYS AS IDENTITY, month date NOT NULL, state text NOT NULL);
            CREATE FUNCTION watch.note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN
                INSERT INTO watch.seen (month, state) VALUES (NEW.month, NEW.state);
                RETURN NULL;
            END';
            CREATE TRIGGER watch_states AFTER INSERT OR UPDATE ON holdfast.audit_archive
                FOR EACH ROW EXECUTE FUNCTION watch.note()""";

    private StatesSeen() {}

    static void watch(LogKeeping keeping) {
        keeping.jobs().run(tx -> tx.execute(WATCH));
    }

    static void stop(LogKeeping keeping) {
        keeping.jobs().run(tx -> tx.execute("DROP SCHEMA watch CASCADE"));
    }

    static String of(Host host, YearMonth month) {
        return host.text(
                "SELECT string_agg(state, ' → ' ORDER BY id) FROM watch.seen WHERE month = CAST(? AS date)",
                month.atDay(1));
    }
}
