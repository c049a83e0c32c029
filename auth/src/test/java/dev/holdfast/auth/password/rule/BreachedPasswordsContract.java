package dev.holdfast.auth.password.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.password.rule.BreachedPasswords.Answer;
import dev.holdfast.core.secret.Secret;
import org.junit.jupiter.api.Test;

/** What every {@link BreachedPasswords} must do; extend it and say which passwords it knows. */
public abstract class BreachedPasswordsContract {
    /** For the children. */
    protected BreachedPasswordsContract() {}

    /**
     * The form under test.
     *
     * @return the same one throughout a test
     */
    protected abstract BreachedPasswords breached();

    /**
     * A form whose source is away.
     *
     * @return a form that has nobody to ask
     */
    protected abstract BreachedPasswords unavailable();

    /**
     * A password that is known from a breach.
     *
     * @return the password
     */
    protected abstract Secret known();

    /**
     * A password that is not known.
     *
     * @return the password
     */
    protected abstract Secret unknown();

    @Test
    void lookup_knownPassword_isBreached() {
        assertThat(breached().lookup(known())).isEqualTo(Answer.BREACHED);
    }

    @Test
    void lookup_unknownPassword_isUnknown() {
        assertThat(breached().lookup(unknown())).isEqualTo(Answer.UNKNOWN);
    }

    @Test
    void lookup_sourceAway_isUnavailableWithoutException() {
        assertThat(unavailable().lookup(known())).isEqualTo(Answer.UNAVAILABLE);
    }
}
