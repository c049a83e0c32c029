package dev.holdfast.auth.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.throttle.ThrottleDecision.Allowed;
import dev.holdfast.auth.throttle.policy.ThrottlePolicy;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.StatementSpy;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How often an attempt asks the server while it holds rows that others wait for. */
class ThrottleStatementsTest {
    @Test
    void attempt_withoutACountry_asksOnce() throws SQLException {
        try (ThrottleFixture fixture = new ThrottleFixture()) {
            List<String> statements = attempt(fixture, ThrottleFixture.from(fixture.newAccount(), "203.0.113.7"));

            assertThat(statements)
                    .singleElement()
                    .asString()
                    .startsWith("SET LOCAL lock_timeout")
                    .contains("INSERT");
        }
    }

    @Test
    void attempt_withACountry_asksForThePlaceToo() throws SQLException {
        try (ThrottleFixture fixture = new ThrottleFixture()) {
            ThrottleKey key =
                    ThrottleFixture.from(fixture.newAccount(), "203.0.113.7").withCountry("DE");

            assertThat(attempt(fixture, key)).hasSize(2);
        }
    }

    private static List<String> attempt(ThrottleFixture fixture, ThrottleKey key) {
        StatementSpy spy = StatementSpy.on(fixture.pool);
        ThrottleSetup setup = fixture.setup(ThrottlePolicy.defaults());
        LoginThrottle throttle = LoginThrottle.of(new ThrottleSetup(
                setup.namespace(),
                setup.policy(),
                setup.keys(),
                TransactionRunner.over(spy.dataSource()),
                setup.trail(),
                setup.clock()));

        assertThat(throttle.attempt(key)).isInstanceOf(Allowed.class);

        return spy.statements();
    }
}
