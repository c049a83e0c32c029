package dev.holdfast.migration.apply;

import java.time.Duration;

/**
 * A session that a migration had to wait for.
 *
 * @param pid its backend's process; 0 for a prepared transaction
 * @param application the name it gave itself; empty when it gave none
 * @param transactionAge how long its transaction had been open
 * @param query the first word of its latest statement and the beginning of an MD5 of the rest; never the text
 */
public record Blocker(int pid, String application, Duration transactionAge, String query) {
    @Override
    public String toString() {
        return "pid " + pid + (application.isEmpty() ? "" : " (" + application + ")") + ", transaction open for "
                + transactionAge.toSeconds() + " s, " + query;
    }
}
