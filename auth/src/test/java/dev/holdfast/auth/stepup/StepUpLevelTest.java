package dev.holdfast.auth.stepup;

import static dev.holdfast.auth.stepup.StepUpFixture.ACTION;
import static dev.holdfast.auth.stepup.StepUpFixture.PIN;
import static dev.holdfast.auth.stepup.StepUpFixture.request;
import static dev.holdfast.auth.stepup.freshness.AuthLevel.ONE_FACTOR;
import static dev.holdfast.auth.stepup.freshness.AuthLevel.TWO_FACTORS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.stepup.StepUpFixture.Form;
import dev.holdfast.auth.stepup.freshness.AuthLevel;
import dev.holdfast.auth.stepup.freshness.StepUpRule;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rule that counts is the one at the spend, on the node that spends. */
class StepUpLevelTest {
    private final StepUpFixture fixture = new StepUpFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void consume_ruleRaisedSinceIssue_isRejectedAndSpendsNothing(Form form) throws SQLException {
        StepUpIssue.Issued oneFactor = fixture.issued(form);
        StepUpRule raised = StepUpRule.always(TWO_FACTORS);
        fixture.use(StepUpPolicy.defaults().withRule(ACTION, raised));

        assertThat(fixture.consumed(form, oneFactor)).isEqualTo(new StepUpResult.Rejected(raised.challenge()));

        assertThat(fixture.denials).hasSize(1);
        assertThat(fixture.lastDenial()).isEqualTo("insufficient_level");
        fixture.assertUnspent();
        fixture.use(StepUpPolicy.defaults());
        assertThat(fixture.consumed(form, oneFactor)).isInstanceOf(StepUpResult.Accepted.class);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void consume_equalOrHigherLevel_isAccepted(Form form) {
        StepUpIssue.Issued equal = fixture.issued(form, request().with("pin", PIN));
        fixture.use(StepUpPolicy.defaults().withRule(ACTION, StepUpRule.always(TWO_FACTORS)));
        assertThat(fixture.consumed(form, equal)).isInstanceOf(StepUpResult.Accepted.class);

        StepUpIssue.Issued higher = fixture.issued(form, request().with("pin", PIN));
        fixture.use(StepUpPolicy.defaults());
        assertThat(fixture.consumed(form, higher)).isInstanceOf(StepUpResult.Accepted.class);
    }

    /** Of several tiers the lowest decides: a token is as fresh as any tier can ask. */
    @ParameterizedTest
    @EnumSource(Form.class)
    void consume_lowestOfSeveralTiers_isEnough(Form form) {
        StepUpIssue.Issued oneFactor = fixture.issued(form);
        fixture.use(StepUpPolicy.defaults()
                .withRule(
                        ACTION,
                        StepUpRule.atLeast(TWO_FACTORS, Duration.ofMinutes(15)).or(ONE_FACTOR, Duration.ofMinutes(2))));

        assertThat(fixture.consumed(form, oneFactor)).isInstanceOf(StepUpResult.Accepted.class);
    }

    /** What a level is worth is said by the policy that spends, which may rank it lower or not know it. */
    @ParameterizedTest
    @EnumSource(value = Form.class, names = "SIGNED")
    void consume_levelOfAnotherPolicy_isWhatItIsWorthHere(Form form) throws SQLException {
        AuthLevel foreign = new AuthLevel("urn:example:acr:foreign", 9);
        fixture.use(StepUpPolicy.defaults().withLevels(foreign));
        StepUpIssue.Issued unknownHere = fixture.issued(form);
        fixture.use(StepUpPolicy.defaults());
        assertThat(fixture.consumed(form, unknownHere)).isInstanceOf(StepUpResult.Rejected.class);
        assertThat(fixture.lastDenial()).isEqualTo("insufficient_level");
        fixture.assertUnspent();

        AuthLevel lower = new AuthLevel(foreign.acr(), 1);
        fixture.use(StepUpPolicy.defaults().withLevels(lower).withDefaultRule(StepUpRule.always(TWO_FACTORS)));
        assertThat(fixture.consumed(form, unknownHere)).isInstanceOf(StepUpResult.Rejected.class);
        fixture.assertUnspent();

        fixture.use(StepUpPolicy.defaults().withLevels(lower));
        assertThat(fixture.consumed(form, unknownHere)).isInstanceOf(StepUpResult.Accepted.class);
    }
}
