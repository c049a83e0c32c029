package dev.holdfast.auth.password.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.password.rule.BreachedPasswords.Answer;
import dev.holdfast.core.secret.Secret;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link BreachedPasswords} must do; extend it and say which passwords it knows. */
public abstract class BreachedPasswordsContract {
    private static final int THREADS = 8;
    private static final int LOOKUPS = 50;

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
     * A password that is known from a breach; no part of it is, nor one that begins with it, nor it in capitals.
     *
     * @return the password, at least two characters with a small letter
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

    /** Whole passwords are looked for, letter by letter. */
    @Test
    void lookup_oneThatIsNearAKnownOne_isUnknown() {
        String text = known().exposeText();
        for (String near : List.of(
                text + "x",
                " " + text,
                text.substring(1),
                text.substring(0, text.length() - 1),
                text.toUpperCase(Locale.ROOT))) {
            assertThat(breached().lookup(Secret.ofText(near))).as("near").isEqualTo(Answer.UNKNOWN);
        }
    }

    @Test
    void lookup_anyText_isAnsweredWithoutException() {
        for (String odd : List.of("\0", " ", "%", "\n", "\uFFFF", "\uD83D\uDE00".repeat(128), "x".repeat(4096))) {
            assertThat(breached().lookup(Secret.ofText(odd))).isEqualTo(Answer.UNKNOWN);
        }
    }

    /** A digest or a reader that is shared answers one caller with what another asked. */
    @Test
    void lookup_manyAtOnce_answersEachItsOwn() throws Exception {
        BreachedPasswords shared = breached();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CyclicBarrier start = new CyclicBarrier(THREADS);
            List<Future<Long>> wrong = IntStream.range(0, THREADS)
                    .mapToObj(thread -> threads.submit(() -> {
                        int unused = start.await();
                        return IntStream.range(0, LOOKUPS)
                                .filter(i -> shared.lookup(i % 2 == 0 ? known() : unknown())
                                        != (i % 2 == 0 ? Answer.BREACHED : Answer.UNKNOWN))
                                .count();
                    }))
                    .toList();
            for (Future<Long> one : wrong) {
                assertThat(one.get()).as("wrong answers").isZero();
            }
        } finally {
            List<Runnable> unused = threads.shutdownNow();
        }
    }

    @Test
    void lookup_sourceAway_isUnavailableWithoutException() {
        assertThat(unavailable().lookup(known())).isEqualTo(Answer.UNAVAILABLE);
    }
}
