package dev.holdfast.migration.script;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a script says of itself in its head: {@code -- holdfast: lock_timeout=2s statement_timeout=5min transaction=none}.
 *
 * <p>The head is the run of comment lines and empty lines at the script's beginning. A comment {@code
 * holdfast:allow …} silences a rule and is none of these.
 *
 * @param lockTimeout how long a statement may wait for a lock
 * @param statementTimeout how long a statement may run; zero for as long as it takes
 * @param inTransaction whether the script runs in a transaction, as far as its statements allow; false by
 *     {@code transaction=none}
 * @param requires the oldest version of an application that can live with the script, as {@code shop:2.4.0}
 */
public record ScriptSettings(
        Optional<Duration> lockTimeout,
        Optional<Duration> statementTimeout,
        boolean inTransaction,
        Optional<String> requires) {
    private static final Pattern COMMENT = Pattern.compile("\\s*--\\s*holdfast:\\s*(?!allow\\s)(.*)");
    private static final Pattern EXECUTE = Pattern.compile("executeInTransaction\\s*=\\s*((?i)true|false)");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|min|h)");

    /**
     * Nothing said.
     *
     * @return the settings of a script without a head
     */
    public static ScriptSettings none() {
        return new ScriptSettings(Optional.empty(), Optional.empty(), true, Optional.empty());
    }

    /**
     * The settings of a script.
     *
     * @param file the script
     * @return its settings
     * @throws IllegalArgumentException when a key or a value is unknown; names the file
     */
    public static ScriptSettings of(ScriptFile file) {
        ScriptSettings settings =
                new ScriptSettings(Optional.empty(), Optional.empty(), !asksForNoTransaction(file), Optional.empty());
        for (String line : (Iterable<String>) file.text().lines()::iterator) {
            if (!line.isBlank() && !line.stripLeading().startsWith("--")) {
                break;
            }
            Matcher comment = COMMENT.matcher(line);
            if (comment.matches()) {
                for (String word : comment.group(1).strip().split("\\s+", -1)) {
                    settings = settings.with(file, word);
                }
            }
        }
        return settings;
    }

    /** Flyway's own way to say it. What else its file may say, such as another encoding, is not what we do. */
    private static boolean asksForNoTransaction(ScriptFile file) {
        boolean none = false;
        for (String line : (Iterable<String>) file.conf().lines().map(String::strip)::iterator) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher setting = EXECUTE.matcher(line);
            if (!setting.matches()) {
                throw wrong(file, line, "the .conf file beside it may say executeInTransaction=true or false alone");
            }
            none = setting.group(1).equalsIgnoreCase("false");
        }
        return none;
    }

    private ScriptSettings with(ScriptFile file, String word) {
        int equals = word.indexOf('=');
        String key = equals < 0 ? word : word.substring(0, equals);
        String value = word.substring(equals + 1);
        return switch (key) {
            case "lock_timeout" ->
                new ScriptSettings(Optional.of(duration(file, word, value)), statementTimeout, inTransaction, requires);
            case "statement_timeout" ->
                new ScriptSettings(
                        lockTimeout,
                        Optional.of(value.equals("none") ? Duration.ZERO : duration(file, word, value)),
                        inTransaction,
                        requires);
            case "transaction" -> {
                if (!value.equals("none")) {
                    throw wrong(file, word, "transaction must be none");
                }
                yield new ScriptSettings(lockTimeout, statementTimeout, false, requires);
            }
            case "requires" -> {
                if (requires.isPresent()) {
                    throw wrong(file, word, "requires must be given once");
                }
                yield new ScriptSettings(lockTimeout, statementTimeout, inTransaction, Optional.of(value));
            }
            default ->
                throw wrong(file, word, "the key must be lock_timeout, statement_timeout, transaction or requires");
        };
    }

    private static Duration duration(ScriptFile file, String word, String value) {
        Matcher matcher = DURATION.matcher(value);
        if (!matcher.matches() || matcher.group(1).matches("0+")) {
            throw wrong(file, word, "the value must be a number with ms, s, min or h, more than zero");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "min" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    private static IllegalArgumentException wrong(ScriptFile file, String word, String rule) {
        return new IllegalArgumentException("holdfast comment in the head of " + file + ": " + rule + ", got '"
                + (word.length() <= 60 ? word : word.substring(0, 60) + "…") + "'");
    }
}
