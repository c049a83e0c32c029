package dev.holdfast.auth.stepup;

import static dev.holdfast.auth.stepup.StepUpFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.stepup.StepUpFixture.Form;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.context.RequestScope;
import dev.holdfast.core.event.Outcome;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StepUpEventsTest {
    private final StepUpFixture fixture = new StepUpFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void events_ofIssueAndSpend_nameTokenUserAndTenant(Form form) {
        StepUpSubject subject = new StepUpSubject("acme", "alice", "session-1");
        StepUpIssue.Issued token = fixture.issued(form, request(subject));

        SecurityEvent event = fixture.acts.get(0);

        assertThat(event.action().name()).isEqualTo("step_up_token.issue");
        assertThat(event.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(event.targets())
                .containsExactly(Target.of("step_up_token", token.id().toString()));
        assertThat(event.actor()).isEqualTo(Actor.user("alice").withSession("session-1"));
        assertThat(event.context().tenantId()).isEqualTo("acme");
        assertThat(event.metadata().values()).containsEntry("action", "user.change_role");
    }

    @Test
    void events_requestKnowsItsActor_keepIt() {
        Actor support = Actor.user("support-7").withOnBehalfOf("alice");
        try (RequestScope scope = RequestScope.open(RequestContext.of(support))) {
            assertThat(scope).isNotNull();
            StepUpIssue.Issued token = fixture.issued(Form.OPAQUE);
            assertThat(token.id().version()).isEqualTo(7);
        }
        assertThat(fixture.acts.get(0).actor()).isEqualTo(support);
    }
}
