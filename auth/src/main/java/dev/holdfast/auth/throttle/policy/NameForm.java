package dev.holdfast.auth.throttle.policy;

/**
 * Brings every spelling that names one account into one form, so that another spelling is not another budget.
 *
 * <p><em>Contract.</em> At least as coarse as the host's own lookup: whenever two texts find the same account, their
 * forms are equal. Two accounts that share a form share a budget, which is safe; one account with two forms has two.
 * Bringing a form into its form changes nothing. The server's language makes no difference, no text makes it throw.
 * Implementations are thread-safe. Published as {@code NameFormContract} in the module's tests jar.
 */
@FunctionalInterface
public interface NameForm {
    /** The longest name that is told apart, in UTF-16 units: an address by RFC 5321 §4.5.3.1 has no more. */
    int MAX_LENGTH = 320;

    /**
     * The form of a name.
     *
     * @param typed what was typed, at most {@value #MAX_LENGTH} UTF-16 units
     * @return the form that counts
     */
    String canonical(String typed);

    /**
     * For hosts that find {@code Alice} by {@code alice}: compatibility forms (NFKC, UAX #15) with case folded,
     * without white space around and without characters that cannot be seen.
     *
     * @return the default form
     */
    static NameForm ignoringCase() {
        return Spelling::folded;
    }

    /**
     * For hosts that tell {@code Alice} from {@code alice}: the same without folding case.
     *
     * @return the form
     */
    static NameForm heedingCase() {
        return Spelling::plain;
    }
}
