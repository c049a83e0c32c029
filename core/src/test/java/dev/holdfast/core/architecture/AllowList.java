package dev.holdfast.core.architecture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The exceptions a module makes from the rules, each with its reason. */
final class AllowList {
    private final List<Line> lines;

    private AllowList(List<Line> lines) {
        this.lines = lines;
    }

    /** Reads {@code rule | class or package | reason} lines; empty ones and those that begin with # are passed over. */
    static AllowList read(Class<?> anchor, String resource) {
        try (InputStream in = anchor.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + resource + " on the class path");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return parse(text);
        } catch (IOException e) {
            throw new UncheckedIOException("could not read " + resource, e);
        }
    }

    static AllowList parse(String text) {
        return new AllowList(text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Line::parse)
                .toList());
    }

    boolean allows(ArchitectureRule rule, Violation violation) {
        return lines.stream().anyMatch(line -> line.matches(rule, violation));
    }

    /** The lines that no violation needs any more. */
    List<Line> stale(Codebase codebase, List<ArchitectureRule> rules) {
        return lines.stream()
                .filter(line -> rules.stream()
                        .noneMatch(
                                rule -> rule.violations(codebase).anyMatch(violation -> line.matches(rule, violation))))
                .toList();
    }

    /** One exception. */
    record Line(String rule, String subject, String reason) {
        static Line parse(String line) {
            String[] parts = line.split("\\|", 3);
            if (parts.length != 3 || parts[2].isBlank()) {
                throw new IllegalArgumentException(
                        "allow-list line must look like 'rule | class or package | reason', got '" + line + "'");
            }
            return new Line(parts[0].strip(), parts[1].strip(), parts[2].strip());
        }

        boolean matches(ArchitectureRule ruleAsked, Violation violation) {
            return rule.equals(ruleAsked.id()) && subject.equals(violation.subject());
        }
    }
}
