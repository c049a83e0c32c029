package dev.holdfast.examples.benchmarks.stepup;

import dev.holdfast.examples.benchmarks.harness.Contestant;
import dev.holdfast.examples.benchmarks.harness.JdbcContestant;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.security.authentication.ott.GenerateOneTimeTokenRequest;
import org.springframework.security.authentication.ott.JdbcOneTimeTokenService;
import org.springframework.security.authentication.ott.OneTimeToken;
import org.springframework.security.authentication.ott.OneTimeTokenAuthenticationToken;
import org.springframework.transaction.support.TransactionTemplate;

/** Spring Security's one-time tokens, each step in a transaction of Spring's: the service itself begins none. */
final class SpringTokens implements Contestant {
    private static final String USER = "spring";

    private final TestDatabase database;
    private final LongAdder consumed = new LongAdder();

    SpringTokens(TestDatabase database) {
        this.database = database;
    }

    /** The table of Spring's own script, whose varchar_ignorecase PostgreSQL does not know. */
    static void createTable(TestDatabase database) throws SQLException {
        database.execute("CREATE TABLE one_time_tokens (token_value varchar(36) NOT NULL PRIMARY KEY,"
                + " username varchar(50) NOT NULL, expires_at timestamp NOT NULL)");
    }

    @Override
    public String name() {
        return "Spring Security 6.5 generate, then consume";
    }

    @Override
    public Worker worker(int thread) throws SQLException {
        Connection connection = JdbcContestant.connect(database);
        SingleConnectionDataSource dataSource = new SingleConnectionDataSource(connection, true);
        TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        JdbcOneTimeTokenService tokens = new JdbcOneTimeTokenService(new JdbcTemplate(dataSource));
        return new Worker() {
            @Override
            public void run() {
                OneTimeToken token =
                        transaction.execute(status -> tokens.generate(new GenerateOneTimeTokenRequest(USER)));
                if (token == null) {
                    throw new IllegalStateException("a token must be generated");
                }
                OneTimeTokenAuthenticationToken presented =
                        OneTimeTokenAuthenticationToken.unauthenticated(token.getTokenValue());
                if (transaction.execute(status -> tokens.consume(presented)) != null) {
                    consumed.increment();
                }
            }

            @Override
            public void close() throws SQLException {
                // Its constructor starts a thread for the clean-up, which would keep the program from ending.
                try (connection) {
                    tokens.destroy();
                } catch (SQLException e) {
                    throw e;
                } catch (Exception e) {
                    throw new IllegalStateException("Spring's clean-up could not be stopped", e);
                }
            }
        };
    }

    /** A consumed token leaves no row: what was given back counts, less what is still there. */
    @Override
    public long effects() throws SQLException {
        return consumed.sum() - database.queryLong("SELECT count(*) FROM one_time_tokens");
    }
}
