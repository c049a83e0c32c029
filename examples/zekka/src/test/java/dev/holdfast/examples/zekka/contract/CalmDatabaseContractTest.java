package dev.holdfast.examples.zekka.contract;

import dev.holdfast.examples.zekka.app.CalmDatabase;
import dev.holdfast.migration.run.Stage;
import dev.holdfast.migration.run.step.RunStep;
import dev.holdfast.migration.run.step.RunStepContract;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.time.Duration;

class CalmDatabaseContractTest extends RunStepContract {
    @Override
    protected Stage stage() {
        return Stage.PREFLIGHT;
    }

    @Override
    protected RunStep step(TestDatabase database) {
        return new CalmDatabase(Duration.ofMinutes(5));
    }
}
