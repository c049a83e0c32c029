package dev.holdfast.auth.stepup;

import static dev.holdfast.auth.stepup.StepUpFixture.PASSWORD;
import static dev.holdfast.auth.stepup.StepUpFixture.request;
import static dev.holdfast.auth.stepup.StepUpFixture.text;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.auth.stepup.StepUpFixture.Form;
import dev.holdfast.testkit.LeakProbe;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StepUpLeakTest {
    private final StepUpFixture fixture = new StepUpFixture();
    private final LeakProbe probe = new LeakProbe();

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void everything_printed_holdsNoSecret(Form form) {
        probe.secret(PASSWORD);
        fixture.tokenKeys.keys().forEach(key -> probe.secret(key.material().exposeBytes()));
        fixture.jwtKeys.keys().forEach(key -> probe.secret(key.material().exposeBytes()));
        StepUpRequest request = request().with("pin", probe.secret("sekrit-pin-response"));
        StepUpIssue refused = fixture.runner.call(tx -> fixture.issue(form, tx, request));
        StepUpIssue.Issued token = fixture.issued(form);
        probe.secret(text(token));
        StepUpResult accepted = fixture.consumed(form, token);
        StepUpResult rejected = fixture.consumed(form, token);

        probe.assertAbsent(
                request.toString(),
                refused.toString(),
                token.toString(),
                accepted.toString(),
                rejected.toString(),
                fixture.acts.toString(),
                fixture.denials.toString(),
                fixture.jwt.toString(),
                StepUpFixture.factors().toString(),
                fixture.jwt.read(text(token)).toString());
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void failure_ofTheDatabase_holdsNoSecret(Form form) throws SQLException {
        StepUpIssue.Issued token = fixture.issued(form);
        probe.secret(text(token));
        probe.secret(PASSWORD);
        fixture.database.execute("alter table holdfast.step_up_token rename column token_hash to gone;"
                + " alter table holdfast.step_up_jti rename column jti to gone");

        probe.assertNotIn(catchThrowable(() -> fixture.consumed(form, token)));
        if (form == Form.OPAQUE) {
            probe.assertNotIn(catchThrowable(() -> fixture.issued(form)));
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void violation_ofAConstraint_quotesNoRow(Form form) throws SQLException {
        StepUpIssue.Issued token = fixture.issued(form);
        probe.secret(text(token));
        probe.secret("alice-in-the-detail");
        fixture.database.execute("alter table holdfast.step_up_token add constraint never check (acr = 'x') not valid;"
                + " alter table holdfast.step_up_jti add constraint never check (user_id = 'x') not valid");

        probe.assertNotIn(catchThrowable(() -> fixture.consumed(form, token)));
    }
}
