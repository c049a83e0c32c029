package dev.holdfast.core.architecture;

/**
 * One place where a rule is broken.
 *
 * @param subject the top-level class or the package to blame, by its full name: what an allow-list names
 * @param text what was found there
 */
public record Violation(String subject, String text) {}
