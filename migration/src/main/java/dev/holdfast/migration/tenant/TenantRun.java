package dev.holdfast.migration.tenant;

import java.util.List;

/**
 * What a run did.
 *
 * @param outcomes one for each tenant, in the directory's order
 */
public record TenantRun(List<TenantOutcome> outcomes) {
    /** Copies the list. */
    public TenantRun {
        outcomes = List.copyOf(outcomes);
    }

    /**
     * Whether every tenant is current now.
     *
     * @return true when none failed and all were reached
     */
    public boolean succeeded() {
        return of(TenantOutcome.Failed.class).isEmpty()
                && of(TenantOutcome.NotReached.class).isEmpty();
    }

    /**
     * The outcomes of one kind.
     *
     * @param kind such as {@code TenantOutcome.Failed.class}
     * @param <T> the kind
     * @return those outcomes, in order
     */
    public <T extends TenantOutcome> List<T> of(Class<T> kind) {
        return outcomes.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
