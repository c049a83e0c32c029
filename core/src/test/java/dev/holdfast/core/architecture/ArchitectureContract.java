package dev.holdfast.core.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Holds a module to the rules of the house. A module's own test extends it:
 *
 * <pre>{@code
 * class AuthArchitectureTest extends ArchitectureContract {
 *     AuthArchitectureTest() {
 *         super("dev.holdfast.auth", "/architecture/auth.txt");
 *     }
 * }
 * }</pre>
 *
 * <p>The resource is the allow-list: a line {@code rule | class or package | reason} for each exception, such as
 * {@code thread | dev.holdfast.audit.record.Recorder | owns the writer's thread, AutoCloseable}. A line that is no longer
 * needed fails the test.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ArchitectureContract {
    private final Codebase codebase;
    private final AllowList allowed;

    /**
     * Reads the module's class files and its allow-list.
     *
     * @param root the module's root package
     * @param allowList the allow-list's place on the class path, beginning with a slash
     */
    protected ArchitectureContract(String root, String allowList) {
        this.codebase = Codebase.production(root);
        this.allowed = AllowList.read(getClass(), allowList);
    }

    @TestFactory
    Stream<DynamicTest> architecture_everyRule_isKept() {
        return ArchitectureRules.all().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.id(), () -> {
                    List<String> broken = rule.violations(codebase)
                            .filter(violation -> !allowed.allows(rule, violation))
                            .map(Violation::text)
                            .toList();
                    assertThat(broken).as(rule.demand()).isEmpty();
                }));
    }

    @Test
    void architecture_rootPackage_holdsClasses() {
        assertThat(codebase.classes()).as(codebase.root()).isNotEmpty();
    }

    @Test
    void allowList_everyLine_isNeeded() {
        assertThat(allowed.stale(codebase, ArchitectureRules.all())).isEmpty();
    }
}
