package dev.holdfast.auth.stepup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.auth.stepup.FactorResult.Reason;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.tx.TransactionRunner;
import org.junit.jupiter.api.Test;

/**
 * What every {@link StepUpFactor} must do; extend it and say which factor, which user and which response.
 *
 * <p>Each test verifies in a transaction of its own, committed before the next.
 */
public abstract class StepUpFactorContract {
    private static final StepUpSubject STRANGER = StepUpSubject.of("nobody-by-this-id", "session-of-nobody");

    /** For the children. */
    protected StepUpFactorContract() {}

    /**
     * The factor under test, with a user enrolled.
     *
     * @return the same one throughout a test
     */
    protected abstract StepUpFactor factor();

    /**
     * Runs each verification.
     *
     * @return a runner over the factor's database
     */
    protected abstract TransactionRunner runner();

    /**
     * The user who is enrolled.
     *
     * @return user and session
     */
    protected abstract StepUpSubject subject();

    /**
     * A response that is right now.
     *
     * @return the response
     */
    protected abstract Secret rightResponse();

    /**
     * A response of the right form that is wrong.
     *
     * @return the response
     */
    protected abstract Secret wrongResponse();

    /**
     * Whether a response is good for one use only, as a one-time code is and a password is not.
     *
     * @return true when a second use must be rejected
     */
    protected abstract boolean isSingleUse();

    @Test
    void amr_any_isALowerCaseWord() {
        assertThat(factor().amr()).matches("[a-z][a-z0-9_-]{0,31}");
    }

    @Test
    void verify_rightResponse_isVerified() {
        assertThat(verify(subject(), rightResponse())).isInstanceOf(FactorResult.Verified.class);
    }

    @Test
    void verify_wrongResponse_isRejected() {
        assertThat(verify(subject(), wrongResponse())).isInstanceOf(FactorResult.Rejected.class);
    }

    @Test
    void verify_sameResponseAgain_isRejectedWhereItIsSingleUse() {
        Secret response = rightResponse();
        assertThat(verify(subject(), response)).isInstanceOf(FactorResult.Verified.class);

        FactorResult again = verify(subject(), response);

        assertThat(again)
                .isEqualTo(isSingleUse() ? new FactorResult.Rejected(Reason.REPLAYED) : new FactorResult.Verified());
    }

    @Test
    void verify_hostRollsBack_responseIsGoodAgain() {
        Secret response = rightResponse();
        assertThatThrownBy(() -> runner().run(tx -> {
                    assertThat(factor().verify(tx, subject(), response)).isInstanceOf(FactorResult.Verified.class);
                    throw new IllegalStateException("the host fails");
                }))
                .hasMessage("the host fails");
        assertThat(verify(subject(), response)).isInstanceOf(FactorResult.Verified.class);
    }

    @Test
    void verify_stranger_isRejectedWithoutException() {
        assertThat(verify(STRANGER, rightResponse())).isInstanceOf(FactorResult.Rejected.class);
    }

    @Test
    void verify_foreignBytes_isRejectedWithoutException() {
        byte[] everyByte = new byte[256];
        for (int i = 0; i < everyByte.length; i++) {
            everyByte[i] = (byte) i;
        }
        assertThat(verify(subject(), Secret.of(everyByte))).isInstanceOf(FactorResult.Rejected.class);
        assertThat(verify(subject(), Secret.of(new byte[] {0}))).isInstanceOf(FactorResult.Rejected.class);
        assertThat(verify(subject(), Secret.ofText("\u0661\u0662\u0663\u0664\u0665\u0666")))
                .isInstanceOf(FactorResult.Rejected.class);
    }

    @Test
    void verify_overLongResponse_isMalformed() {
        assertThat(verify(subject(), Secret.of(new byte[1_000_000])))
                .isEqualTo(new FactorResult.Rejected(Reason.MALFORMED));
    }

    private FactorResult verify(StepUpSubject who, Secret response) {
        return runner().call(tx -> factor().verify(tx, who, response));
    }
}
