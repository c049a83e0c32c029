package dev.holdfast.migration.script;

import dev.holdfast.migration.script.NamedScript.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names of golang-migrate, sqlx and diesel, and of runners whose up files say no direction. */
final class PairNames implements MigrationNaming {
    @Override
    public List<NamedScript> read(List<ScriptFile> files) {
        List<NamedScript> named = new ArrayList<>();
        Found first = null;
        for (ScriptFile file : files) {
            if (!FlywayNames.isSql(file)) {
                continue;
            }
            Optional<NamedScript> callback = CallbackNames.read(file);
            if (callback.isPresent()) {
                named.add(callback.get());
                continue;
            }
            Found found = find(file, first);
            // A down file goes with up files and with files that say no direction: these two tell the form.
            first = first == null || first.form() == Form.DOWN ? found : first;
            named.add(found.script());
        }
        return named;
    }

    /** Whether a name is one of these. */
    static boolean isMeant(ScriptFile file) {
        return Form.of(file).isPresent();
    }

    private static Found find(ScriptFile file, @Nullable Found first) {
        Form form = Form.of(file)
                .orElseThrow(() -> new IllegalArgumentException("Invalid SQL filenames found: " + file
                        + " must be named <version>_<name>.up.sql or <version>_<name>.sql with .down.sql,"
                        + " or <version>_<name>/up.sql with down.sql: rename or move it"));
        if (first != null && !form.goesWith(first.form())) {
            throw new IllegalArgumentException("a location must hold one form of names, got "
                    + first.script().file() + " and " + file + ": rename one, or give them locations of their own");
        }
        return new Found(form, form.read(file));
    }

    /** A script and the form of its name. */
    private record Found(Form form, NamedScript script) {}

    /** The forms; their groups are version, name and, of a folder, direction. */
    private enum Form {
        UP("(?:.*/)?([0-9]+)_([^/]+)\\.up\\.sql"),
        DOWN("(?:.*/)?([0-9]+)_([^/]+)\\.down\\.sql"),
        FOLDERS("(?:.*/)?([0-9][0-9-]*)_([^/]+)/(up|down)\\.sql"),
        SINGLE("(?:.*/)?([0-9]+)_([^/]+)\\.sql");

        private final Pattern pattern;

        Form(String pattern) {
            this.pattern = Pattern.compile(pattern);
        }

        static Optional<Form> of(ScriptFile file) {
            for (Form form : values()) {
                if (form.pattern.matcher(file.path()).matches()) {
                    return Optional.of(form);
                }
            }
            return Optional.empty();
        }

        boolean goesWith(Form other) {
            return this == other || ((this == DOWN || other == DOWN) && this != FOLDERS && other != FOLDERS);
        }

        NamedScript read(ScriptFile file) {
            Matcher matcher = pattern.matcher(file.path());
            if (!matcher.matches()) {
                throw new IllegalStateException("name of " + file + " was of form " + this);
            }
            boolean down = this == DOWN || (this == FOLDERS && matcher.group(3).equals("down"));
            // diesel writes 2026-11-21-101500: the hyphens are for the eye.
            String version = matcher.group(1).replace("-", "");
            return new NamedScript(
                    down ? Role.UNDO : Role.VERSIONED, version, FlywayNames.words(matcher.group(2)), file);
        }
    }
}
