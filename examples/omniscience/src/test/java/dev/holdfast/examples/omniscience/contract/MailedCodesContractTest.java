package dev.holdfast.examples.omniscience.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.login.factor.SecondFactor;
import dev.holdfast.auth.login.factor.SecondFactorContract;
import dev.holdfast.auth.login.factor.SecondFactorResult;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.MutableClock;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailedCodesContractTest extends SecondFactorContract {
    private static final UserRef MIRA = UserRef.of("mira");
    private static final KeyRing RING =
            KeyRing.of(MailedCodes.KEY_PURPOSE, "k1", Secret.random(new SecureRandom(), 32));

    private final TestDatabase database = EmbeddedPostgres.shared().createDatabase();
    private final HikariDataSource pool = pool(database);
    private final TransactionRunner runner = TransactionRunner.over(pool);
    private final MutableClock clock = MutableClock.at(Instant.parse("2026-11-22T12:00:00Z"));
    private final MailedCodes factor = new MailedCodes(() -> RING, runner, clock);
    private String code = "";

    @BeforeEach
    void send() throws SQLException {
        database.execute(MailedCodes.DDL);
        database.execute("INSERT INTO mail_address VALUES ('mira', 'mira@team.example')");
        code = runner.call(tx -> factor.make(tx, MIRA));
    }

    @AfterEach
    void close() {
        pool.close();
        database.close();
    }

    /** Two logins side by side, and what they count meanwhile. */
    private static HikariDataSource pool(TestDatabase database) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(database.dataSource());
        config.setMaximumPoolSize(4);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }

    @Override
    protected SecondFactor factor() {
        return factor;
    }

    @Override
    protected TransactionRunner runner() {
        return runner;
    }

    @Override
    protected UserRef user() {
        return MIRA;
    }

    @Override
    protected UserRef stranger() {
        return UserRef.of("stranger");
    }

    @Override
    protected Secret rightResponse() {
        return Secret.ofText(code);
    }

    @Override
    protected Secret wrongResponse() {
        return Secret.ofText(code.equals("01234567") ? "76543210" : "01234567");
    }

    @Test
    void verify_atTheEndOfItsTime_isRejected() {
        clock.advance(Duration.ofMinutes(10));
        SecondFactorResult late = runner.call(tx -> factor.verify(tx, MIRA, rightResponse(), "late"));
        assertThat(late).isInstanceOf(SecondFactorResult.Rejected.class);
    }
}
