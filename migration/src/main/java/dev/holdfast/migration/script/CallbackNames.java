package dev.holdfast.migration.script;

import dev.holdfast.migration.script.NamedScript.Role;
import java.util.Optional;
import org.flywaydb.core.api.callback.Event;

/** The names of SQL callbacks: an event of Flyway's, and a description after two underscores if there are several. */
final class CallbackNames {
    private CallbackNames() {}

    static Optional<NamedScript> read(ScriptFile file) {
        String stem = FlywayNames.stem(file);
        int separator = stem.indexOf("__");
        String name = separator < 0 ? stem : stem.substring(0, separator);
        return Optional.ofNullable(Event.fromId(name))
                .map(event -> new NamedScript(Role.CALLBACK, "", event.getId(), file));
    }
}
