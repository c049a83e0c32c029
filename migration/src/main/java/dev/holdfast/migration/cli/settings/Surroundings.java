package dev.holdfast.migration.cli.settings;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the program was started. Its text shows none of the variables: one may be the password.
 *
 * @param variables the environment
 * @param folder the working directory
 * @param home the user's home folder
 * @param account the operating system's user
 */
public record Surroundings(Map<String, String> variables, Path folder, Path home, String account) {
    /** Copies the map. */
    public Surroundings {
        variables = Map.copyOf(variables);
    }

    /**
     * A variable that is set to something.
     *
     * @param name its name
     * @return its value; empty when it is not set or blank, as an empty secret of a build server is
     */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    @Override
    public String toString() {
        return "Surroundings[" + folder + "]";
    }
}
