package dev.holdfast.examples.markenmate.app;

import dev.holdfast.auth.stepup.StepUpSubject;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.context.CorrelationId;
import dev.holdfast.core.context.RequestContext;

/**
 * A user who is logged in.
 *
 * @param userId who
 * @param sessionId the session's public id
 */
public record Session(String userId, String sessionId) {
    StepUpSubject subject() {
        return StepUpSubject.of(userId, sessionId);
    }

    /** The context of one request in this session. */
    public RequestContext request(CorrelationId id) {
        return RequestContext.of(Actor.user(userId).withSession(sessionId))
                .withClient("203.0.113.7", "Markenmate/1.0")
                .withCorrelationId(id);
    }
}
