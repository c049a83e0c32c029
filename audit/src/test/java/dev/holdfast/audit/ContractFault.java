package dev.holdfast.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * A fault that is easily made, and the rule of a contract that has to find it: a contract that a faulty form passes proves
 * nothing.
 *
 * @param child a child of the contract over the faulty form
 * @param test the contract's test that must fail
 */
public record ContractFault(Class<?> child, String test) {
    /** Runs the test, and asks that it fails by an assertion: a form that breaks otherwise shows nothing of the rule. */
    public void assertFound() {
        TestExecutionSummary summary = run(selectMethod(child, test));
        assertThat(summary.getTestsStartedCount()).isEqualTo(1);
        assertThat(summary.getFailures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.getException()).isInstanceOf(AssertionError.class));
    }

    /**
     * Runs a whole contract over the form in which faults are made: it has none, else a fault might be found for another
     * reason.
     *
     * @param child a child of the contract over that form
     */
    public static void assertNone(Class<?> child) {
        TestExecutionSummary summary = run(selectClass(child));
        assertThat(summary.getTestsStartedCount()).isPositive();
        assertThat(summary.getFailures()).isEmpty();
    }

    private static TestExecutionSummary run(DiscoverySelector what) {
        SummaryGeneratingListener seen = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(what)
                                .build(),
                        seen);
        return seen.getSummary();
    }

    @Override
    public String toString() {
        return child.getSimpleName();
    }
}
