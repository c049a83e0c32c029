package dev.holdfast.examples.markenmate.step;

import dev.holdfast.core.context.CorrelationId;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.examples.markenmate.app.Answer;
import dev.holdfast.examples.markenmate.app.LendingDesk;
import java.util.List;

/** The plan's fourth test: two people edit one lending, and neither overwrites the other unseen. */
public final class KeepLendings implements Step {
    private static final int LENDING = 1;

    @Override
    public String title() {
        return "Test 4: optimistic locking";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        LendingDesk desk = host.application().lendings();
        long seenByAlma = desk.version(LENDING);
        long seenByBenno = desk.version(LENDING);
        CorrelationId id = CorrelationId.generate();
        transcript.expect(
                "Alma, who read version " + seenByAlma + ", lends 10",
                new Answer(200, "Lending updated"),
                host.handle(Host.ALMA, id, () -> desk.update(LENDING, 10, seenByAlma)));
        transcript.expect(
                "Benno, who read version " + seenByBenno + " too, lends 20",
                new Answer(409, "Lending was modified by another user"),
                host.handle(Host.BENNO, CorrelationId.generate(), () -> desk.update(LENDING, 20, seenByBenno)));
        SecurityEvent conflict = host.newest(LendingDesk.UPDATE).event();
        transcript.expect("recorded", "version_mismatch", String.valueOf(conflict.reason()));
        transcript.expect(
                "tokens lent, version",
                "10, " + (seenByAlma + 1),
                host.text("SELECT token_count || ', ' || version FROM token_lending WHERE id = ?", LENDING));
        Demotion.bySql(host, transcript, "UPDATE token_lending SET token_count = 20 WHERE id = " + LENDING);

        List<String> lines = host.application()
                .requests()
                .call(tx -> host.application().appLog().of(tx, id));
        transcript.expect("log lines of Alma's request, by its correlation id", List.of("lending 1 updated"), lines);
    }
}
