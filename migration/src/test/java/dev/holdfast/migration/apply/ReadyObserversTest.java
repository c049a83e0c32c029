package dev.holdfast.migration.apply;

import java.util.Optional;
import org.junit.jupiter.api.Nested;

/** The ready forms, and the smallest that a host could write, keep the port's contract. */
class ReadyObserversTest {
    @Nested
    class Nobody extends RunObserverContract {
        @Override
        protected RunObserver observer() {
            return RunObserver.none();
        }
    }

    @Nested
    class Statements extends RunObserverContract {
        @Override
        protected RunObserver observer() {
            return new RunObserver() {};
        }
    }

    @Nested
    class Probing extends RunObserverContract {
        @Override
        protected RunObserver observer() {
            return new RunObserver() {
                @Override
                public Optional<StatementProbe> probe() {
                    return Optional.of(new StatementProbe() {});
                }
            };
        }
    }
}
