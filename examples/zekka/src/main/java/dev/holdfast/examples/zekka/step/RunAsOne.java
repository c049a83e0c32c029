package dev.holdfast.examples.zekka.step;

import dev.holdfast.examples.zekka.app.CalmDatabase;
import dev.holdfast.migration.record.RunRecord;
import dev.holdfast.migration.record.StepRun;
import dev.holdfast.migration.rehearse.RehearsalMode;
import dev.holdfast.migration.rehearse.RehearsalPolicy;
import dev.holdfast.migration.run.RunPlan;
import dev.holdfast.migration.run.RunResult;
import dev.holdfast.migration.run.Stage;
import dev.holdfast.migration.verify.Expectation;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** All of it once more, as one run with one record: what a deployment calls. */
public final class RunAsOne implements Step<Host> {
    @Override
    public String title() {
        return "All of it as one run: what a deployment calls";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        RunPlan plan = RunPlan.defaults()
                .with(Stage.PREFLIGHT, new CalmDatabase(Duration.ZERO))
                .withLint(ReadScripts.POLICY)
                .withRehearsal(RehearsalMode.inClone(host.copies()), RehearsalPolicy.defaults())
                .requireProof()
                .withExpectations(Verify.EXPECTATIONS.toArray(Expectation[]::new))
                .withLedger(host.ledger());
        RunResult early = host.transactions().call(forgotten -> {
            var unused = forgotten.execute("UPDATE audit_log_basic SET action = action WHERE id = 1");
            return host.migrations().run(plan, host.clock());
        });
        transcript.refused("the run, while somebody's transaction is open", "index builds would wait", told(early));

        RunResult result = host.migrations()
                .run(plan.with(Stage.PREFLIGHT, new CalmDatabase(Duration.ofSeconds(30))), host.clock());
        RunRecord record = result.account().record();
        for (StepRun step : record.steps()) {
            transcript.found(
                    "%-9s %-7s %s", step.name(), step.result().name().toLowerCase(Locale.ROOT), step.message());
        }
        transcript.expect("the run", "done", told(result));
        transcript.expect(
                "applied, each with a proven undo",
                List.of("002 exact", "003 exact"),
                record.migrations().stream()
                        .map(one -> one.version() + " "
                                + one.undo().map(RunRecord.UndoRun::verdict).orElse("unknown"))
                        .toList());
    }

    private static String told(RunResult result) {
        return result.fold(
                done -> "done",
                heldBack -> "held back: " + heldBack.why(),
                refused -> refused.stage().word() + ": " + refused.reason().why(),
                failed -> failed.stage().word() + ": " + failed.failure().why());
    }
}
