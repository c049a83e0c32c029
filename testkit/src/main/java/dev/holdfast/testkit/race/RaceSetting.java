package dev.holdfast.testkit.race;

import dev.holdfast.testkit.postgres.TestDatabase;
import java.time.Duration;

/** What a race's rounds have in common. */
record RaceSetting(TestDatabase database, int contenders, int rounds, Isolation isolation, Duration timeout) {

    RaceSetting {
        if (contenders < 2) {
            throw new IllegalArgumentException("contenders must be at least 2, got " + contenders);
        }
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds must be at least 1, got " + rounds);
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be longer than zero, got " + timeout);
        }
    }

    RaceSetting withContenders(int other) {
        return new RaceSetting(database, other, rounds, isolation, timeout);
    }

    RaceSetting withRounds(int other) {
        return new RaceSetting(database, contenders, other, isolation, timeout);
    }

    RaceSetting withIsolation(Isolation other) {
        return new RaceSetting(database, contenders, rounds, other, timeout);
    }

    RaceSetting withTimeout(Duration other) {
        return new RaceSetting(database, contenders, rounds, isolation, other);
    }
}
