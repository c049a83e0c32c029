package dev.holdfast.core.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The rules on which package may know which. */
final class DependencyRules {
    private static final String SHARED = ".core";

    private DependencyRules() {}

    static List<ArchitectureRule> all() {
        return List.of(
                new ArchitectureRule(
                        "cycle", "packages depend on each other in one direction", DependencyRules::cycles),
                new ArchitectureRule("sibling", "a module knows core and no sibling", DependencyRules::siblings));
    }

    private static Stream<Violation> cycles(Codebase codebase) {
        Map<String, Set<String>> arrows = arrows(codebase);
        return arrows.keySet().stream()
                .filter(name -> reachable(arrows, name).contains(name))
                .map(name -> new Violation(name, name + " reaches itself through " + arrows.get(name)));
    }

    private static Map<String, Set<String>> arrows(Codebase codebase) {
        Map<String, Set<String>> arrows = new TreeMap<>();
        codebase.classes().flatMap(DependencyRules::targets).forEach(dependency -> {
            String from = dependency.getOriginClass().getPackageName();
            String to = dependency.getTargetClass().getPackageName();
            if (!from.equals(to) && isWithin(to, codebase.root())) {
                arrows.computeIfAbsent(from, name -> new TreeSet<>()).add(to);
            }
        });
        return arrows;
    }

    private static Set<String> reachable(Map<String, Set<String>> arrows, String from) {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(arrows.getOrDefault(from, Set.of()));
        while (!open.isEmpty()) {
            String next = open.pop();
            if (seen.add(next)) {
                open.addAll(arrows.getOrDefault(next, Set.of()));
            }
        }
        return seen;
    }

    private static Stream<Violation> siblings(Codebase codebase) {
        String house = codebase.root().substring(0, codebase.root().lastIndexOf('.'));
        return codebase.classes()
                .flatMap(DependencyRules::targets)
                .filter(dependency -> {
                    String target = dependency.getTargetClass().getPackageName();
                    return isWithin(target, house)
                            && !isWithin(target, codebase.root())
                            && !isWithin(target, house + SHARED);
                })
                .map(dependency -> Codebase.violation(
                        dependency.getOriginClass(),
                        dependency.getOriginClass().getName() + " knows "
                                + dependency.getTargetClass().getName()));
    }

    private static Stream<Dependency> targets(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream();
    }

    private static boolean isWithin(String name, String root) {
        return name.equals(root) || name.startsWith(root + ".");
    }
}
