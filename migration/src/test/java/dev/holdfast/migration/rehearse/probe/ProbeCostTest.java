package dev.holdfast.migration.rehearse.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.metric.Ticker;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeCostTest {
    private static final int TABLES = 1_000;
    private static final int LOOKS = 500;

    @Test
    void observe_oneOfAThousandTables_costsOneShortQuery() throws Exception {
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase();
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DO $$ BEGIN FOR n IN 1.." + TABLES + " LOOP"
                    + " EXECUTE 'CREATE TABLE t' || n || ' (id int PRIMARY KEY, note text)'; END LOOP; END $$");
            Ticker ticker = Ticker.system();
            long start = ticker.read();
            TransactionProbe probe = TransactionProbe.on(connection);
            Duration beginning = ticker.elapsed(start);
            connection.setAutoCommit(false);
            List<Duration> looks = new ArrayList<>();
            for (int look = 1; look <= LOOKS; look++) {
                statement.execute("UPDATE t" + (look % 50 + 1) + " SET note = 'x'");
                start = ticker.read();
                assertThat(probe.observe(Duration.ZERO).held()).isNotEmpty();
                looks.add(ticker.elapsed(start));
            }
            connection.rollback();
            looks.sort(Duration::compareTo);
            Duration median = looks.get(LOOKS / 2);
            System.out.println(
                    "probe over " + TABLES + " tables: beginning " + beginning.toMillis() + " ms, look median "
                            + median.toNanos() / 1_000 + " us, 95th percentile "
                            + looks.get(LOOKS * 95 / 100).toNanos() / 1_000 + " us, up to 50 tables locked");
            // Far above what is measured: the bound tells a look at every table from one at the locked ones.
            assertThat(median).isLessThan(Duration.ofMillis(20));
        }
    }
}
