package dev.holdfast.auth.password.rule;

import dev.holdfast.core.secret.Secret;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;

/**
 * Knows passwords from breaches.
 *
 * <p><em>Contract.</em> Never throws for a service that is away, slow or talking nonsense: that is
 * {@link Answer#UNAVAILABLE}. Whole passwords are looked for, letter by letter. Never gives the password away, nor enough
 * of its hash to find it. Implementations are thread-safe. Published as {@code BreachedPasswordsContract} in the module's
 * tests jar.
 */
@FunctionalInterface
public interface BreachedPasswords {
    /** What is known. */
    enum Answer {
        /** It is known from a breach. */
        BREACHED,
        /** It is not known. */
        UNKNOWN,
        /** It could not be found out. */
        UNAVAILABLE
    }

    /**
     * Looks a password up.
     *
     * @param password the password in NFC
     * @return what is known
     */
    Answer lookup(Secret password);

    /**
     * Knows none, and is always available: the block-list alone decides.
     *
     * @return the form that answers {@link Answer#UNKNOWN}
     */
    static BreachedPasswords none() {
        return password -> Answer.UNKNOWN;
    }

    /**
     * Asks a range service, as Have I Been Pwned runs one: only the first five hexadecimal digits of the SHA-1 leave the
     * application, and padded answers hide how many passwords share them. An answer of more than 1 MiB is none.
     *
     * @param client makes the calls; its own time-out for connecting applies as well
     * @param service what comes before the digits, such as {@code https://api.pwnedpasswords.com/range/}
     * @param timeout how long a whole answer may take, 100 ms to 30 s
     * @return the form
     */
    static BreachedPasswords range(HttpClient client, URI service, Duration timeout) {
        return new RangeQuery(client, service, timeout);
    }
}
