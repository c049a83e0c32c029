package dev.holdfast.testkit.race;

/**
 * How many rounds a race or kill test runs: few in an ordinary build, all where the published claim is checked.
 *
 * <p>The system property {@code holdfast.rounds} decides: {@code full} for the published count, a number for at most
 * that many, absent for {@value #ORDINARY}.
 */
public final class Rounds {

    private static final String PROPERTY = "holdfast.rounds";
    private static final int ORDINARY = 5;

    private Rounds() {}

    /**
     * The rounds to run now.
     *
     * @param published the count that the claim names, at least 1
     * @return a count from 1 to {@code published}
     * @throws IllegalArgumentException when the count or the property is neither {@code full} nor a positive number
     */
    public static int of(int published) {
        if (published < 1) {
            throw new IllegalArgumentException("published must be at least 1, got " + published);
        }
        String wanted = System.getProperty(PROPERTY, Integer.toString(ORDINARY));
        return wanted.equals("full") ? published : Math.min(published, positive(wanted));
    }

    private static int positive(String wanted) {
        try {
            int rounds = Integer.parseInt(wanted);
            if (rounds >= 1) {
                return rounds;
            }
        } catch (NumberFormatException notANumber) {
            // Falls through to the message that fits both cases.
        }
        throw new IllegalArgumentException(PROPERTY + " must be 'full' or a positive number, got '" + wanted + "'");
    }
}
