package dev.holdfast.examples.markenmate.step;

import dev.holdfast.core.context.CorrelationId;
import dev.holdfast.examples.markenmate.app.Answer;
import dev.holdfast.examples.markenmate.app.MemberDesk;
import java.util.Map;

/** What is secret in this application alone stays out of the log as the usual secrets do; what only looks secret gets in. */
public final class RedactLog implements Step {
    private static final String CARD = "MM-20260117";
    private static final String DOOR_CODE = "4711-0815";

    @Override
    public String title() {
        return "Keep secrets out of the log: the usual ones, and Markenmate's own";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        transcript.expect(
                "a member reports a lost card",
                new Answer(200, "Card blocked"),
                host.handle(
                        Host.ALMA,
                        CorrelationId.generate(),
                        () -> host.application()
                                .members()
                                .cardLost("user-042", "I lost " + CARD + ", password=rose-hip", DOOR_CODE, 5)));
        transcript.expect("rows of the log that hold the card's number", 0L, host.rowsWith(CARD));
        transcript.expect("rows of the log that hold the door's code", 0L, host.rowsWith(DOOR_CODE));
        Map<String, ?> told =
                host.newest(MemberDesk.CARD_LOST).event().metadata().values();
        transcript.expect(
                "in the member's words", "I lost [redacted:membercard], password=[redacted]", told.get("words"));
        transcript.expect("under the name of the door's code", "[redacted]", told.get("door_code"));
        transcript.expect("tokens lent, a name that is secret elsewhere", "5", String.valueOf(told.get("tokens")));
    }
}
