package dev.holdfast.migration.script;

import dev.holdfast.migration.script.NamedScript.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names that Flyway reads with its default prefixes, separator and suffix. */
final class FlywayNames implements MigrationNaming {
    private static final String SUFFIX = ".sql";
    private static final Pattern VERSIONED = Pattern.compile("([VU])(.*?)__(.*)");
    private static final Pattern REPEATABLE = Pattern.compile("R__(.*)");
    private static final Pattern VERSION = Pattern.compile("[0-9]+([._][0-9]+)*");

    @Override
    public List<NamedScript> read(List<ScriptFile> files) {
        List<NamedScript> named = new ArrayList<>();
        for (ScriptFile file : files) {
            if (isSql(file)) {
                named.add(read(file));
            }
        }
        return named;
    }

    static boolean isSql(ScriptFile file) {
        return file.fileName().toLowerCase(Locale.ROOT).endsWith(SUFFIX);
    }

    /** Whether a name begins like one of Flyway's, well-formed or not. */
    static boolean isMeant(ScriptFile file) {
        return file.fileName().matches("[VU][0-9].*|R__.*");
    }

    private static NamedScript read(ScriptFile file) {
        Optional<NamedScript> callback = CallbackNames.read(file);
        if (callback.isPresent()) {
            return callback.get();
        }
        String stem = stem(file);
        Matcher repeatable = REPEATABLE.matcher(stem);
        if (repeatable.matches()) {
            return new NamedScript(Role.REPEATABLE, "", words(repeatable.group(1)), file);
        }
        Matcher versioned = VERSIONED.matcher(stem);
        if (!versioned.matches()) {
            throw new IllegalArgumentException(
                    "Invalid SQL filenames found: " + file
                            + " must be named V<version>__<description>.sql, R__<description>.sql or as a callback: rename or move it");
        }
        String version = versioned.group(2);
        if (!VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException("Invalid version in the name of " + file
                    + ": it must be digits, with dots or single underscores between them; rename the file");
        }
        Role role = versioned.group(1).equals("V") ? Role.VERSIONED : Role.UNDO;
        return new NamedScript(role, version.replace('_', '.'), words(versioned.group(3)), file);
    }

    static String stem(ScriptFile file) {
        return file.fileName().substring(0, file.fileName().length() - SUFFIX.length());
    }

    static String words(String name) {
        return name.replace('_', ' ');
    }
}
