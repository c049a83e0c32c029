package dev.holdfast.audit.report;

import dev.holdfast.audit.AuditFilter;
import dev.holdfast.audit.StoredEvent;
import dev.holdfast.audit.seal.verify.SealVerdict;
import dev.holdfast.core.Require;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a report is about.
 *
 * @param title its title, at most 200 characters
 * @param filter which events, of a period of at most {@value #MAX_DAYS} days
 * @param verdict what verification said of the log, or null when it was not verified, which the report then says
 * @param view what is done to each event before it is shown: masking, or revealing what is kept encrypted; sums show the
 *     actors' ids as they are stored
 */
public record ReportRequest(
        String title, AuditFilter filter, @Nullable SealVerdict verdict, UnaryOperator<StoredEvent> view) {
    /** The longest period, in days. */
    public static final int MAX_DAYS = 1100;

    /**
     * Checks the title and the period.
     *
     * @throws IllegalArgumentException when the title is blank or too long, or the period too long
     */
    public ReportRequest {
        Require.text("title", title, 200);
        Duration period =
                Duration.between(filter.period().from(), filter.period().until());
        if (period.compareTo(Duration.ofDays(MAX_DAYS)) > 0) {
            throw new IllegalArgumentException("the filter's period must be of at most " + MAX_DAYS + " days, got "
                    + filter.period().from() + " to " + filter.period().until() + ": set it by withPeriod");
        }
    }

    /**
     * A report of an unverified log, events as they are stored.
     *
     * @param title its title
     * @param filter which events
     * @return the request
     */
    public static ReportRequest of(String title, AuditFilter filter) {
        return new ReportRequest(title, filter, null, UnaryOperator.identity());
    }

    /**
     * The same with what verification said.
     *
     * @param value the verdict of {@link dev.holdfast.audit.seal.verify.SealVerifier#verify}
     * @return the request
     */
    public ReportRequest withVerdict(SealVerdict value) {
        return new ReportRequest(title, filter, value, view);
    }

    /**
     * The same with something done to each event before it is shown.
     *
     * @param operator gives the event to show in the place of the stored one
     * @return the request
     */
    public ReportRequest withView(UnaryOperator<StoredEvent> operator) {
        return new ReportRequest(title, filter, verdict, operator);
    }

    Instant from() {
        return filter.period().from();
    }

    Instant until() {
        return filter.period().until();
    }
}
