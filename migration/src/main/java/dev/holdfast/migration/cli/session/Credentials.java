package dev.holdfast.migration.cli.session;

import dev.holdfast.migration.cli.output.CommandException;
import dev.holdfast.migration.cli.settings.Setting;
import dev.holdfast.migration.cli.settings.Settings;
import dev.holdfast.migration.cli.settings.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The role and its password. The text shows the role alone.
 *
 * @param role the role
 * @param password its password; empty when the server wants none
 */
record Credentials(String role, Optional<String> password) {
    /** The role from the settings or the address; the password from HOLDFAST_PASSWORD, else from a password file. */
    static Credentials of(Settings settings, JdbcUrl url) {
        String role = role(settings, url);
        Surroundings surroundings = settings.surroundings();
        Optional<String> password = surroundings.variable("HOLDFAST_PASSWORD");
        if (password.isPresent()) {
            return new Credentials(role, password);
        }
        Optional<Path> named = settings.path(Setting.PASSWORD_FILE)
                .or(() -> surroundings.variable("PGPASSFILE").map(surroundings.folder()::resolve));
        Path usual = surroundings.home().resolve(".pgpass");
        return new Credentials(
                role,
                named.or(() -> Optional.of(usual).filter(Files::exists))
                        .flatMap(file -> new PasswordFile(file).find(url, role)));
    }

    private static String role(Settings settings, JdbcUrl url) {
        Optional<String> given = settings.find(Setting.USER);
        Optional<String> inUrl = url.parameter("user");
        if (given.isPresent() && inUrl.isPresent() && !given.equals(inUrl)) {
            throw CommandException.wrongUse("user must be given once, got " + given.get() + " from "
                    + settings.origin(Setting.USER) + " and " + inUrl.get() + " in the url: remove one");
        }
        return given.or(() -> inUrl)
                .or(() -> settings.surroundings().variable("PGUSER"))
                .orElse(settings.surroundings().account());
    }

    @Override
    public String toString() {
        return "Credentials[" + role + "]";
    }
}
