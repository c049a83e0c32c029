package dev.holdfast.migration.lint.rule;

/**
 * What one rule found in one statement.
 *
 * @param rule the rule's id
 * @param category the rule's category
 * @param script the script's name
 * @param statement the statement's number in the script, from 1
 * @param line the line it begins on, from 1
 * @param message what was found, naming objects but no literal of the statement
 */
public record Finding(String rule, Category category, String script, int statement, int line, String message) {
    @Override
    public String toString() {
        return script + ":" + line + " " + rule + ": " + message;
    }
}
