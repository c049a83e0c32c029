package dev.holdfast.migration.phase;

import dev.holdfast.migration.script.ScriptFile;
import dev.holdfast.migration.script.ScriptSettings;
import java.util.Optional;

/**
 * What a contracting migration requires of an application.
 *
 * @param application its name
 * @param version the oldest version that can live with the migration
 */
record PhaseRequirement(String application, ApplicationVersion version) {
    /** What the head of a script requires; empty for an expanding one, which says nothing. */
    static Optional<PhaseRequirement> of(ScriptFile script) {
        return ScriptSettings.of(script).requires().map(text -> parse(script, text));
    }

    private static PhaseRequirement parse(ScriptFile script, String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1 || colon == text.length() - 1) {
            throw new IllegalArgumentException("head of " + script.fileName()
                    + " must name application and version as in requires=shop:2.4.0, got '" + text + "'");
        }
        return new PhaseRequirement(text.substring(0, colon), new ApplicationVersion(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return application + " " + version + " or newer";
    }
}
