package dev.holdfast.auth.throttle;

import dev.holdfast.auth.throttle.policy.ThrottlePolicy;
import dev.holdfast.testkit.MutableClock;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresThrottleTest extends LoginThrottleContract {
    private static ThrottleFixture fixture;

    @BeforeAll
    static void openDatabase() throws SQLException {
        fixture = new ThrottleFixture();
    }

    @AfterAll
    static void closeDatabase() {
        fixture.close();
    }

    @Override
    protected LoginThrottle throttle(ThrottlePolicy policy, MutableClock time) {
        fixture.empty();
        return LoginThrottle.of(fixture.setup(policy, time));
    }
}
