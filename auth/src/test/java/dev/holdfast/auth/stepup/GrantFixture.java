package dev.holdfast.auth.stepup;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Makes grants as the tokens would, for tests of what asks for one. */
public final class GrantFixture {
    private GrantFixture() {}

    /** A grant as if a token for this act had just been spent. */
    public static StepUpGrant grant(StepUpSubject subject, StepUpAction action, PayloadDigest payload) {
        UUID token = UUID.fromString("01890000-0000-7000-8000-000000000001");
        return new StepUpGrant(token, subject, action, payload, List.of("pwd"), Instant.parse("2026-01-01T00:00:00Z"));
    }
}
