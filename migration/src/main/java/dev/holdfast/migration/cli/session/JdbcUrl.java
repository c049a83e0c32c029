package dev.holdfast.migration.cli.session;

import dev.holdfast.migration.cli.output.CommandException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a database in the driver's form, checked to hold no secret. Its text never shows the address itself.
 *
 * @param text the address
 * @param host its first host
 * @param port that host's port
 * @param database the database's name; empty when it is that of the role
 */
record JdbcUrl(String text, String host, int port, String database) {
    private static final Pattern FORM = Pattern.compile(
            "jdbc:postgresql:(?://(?<host>\\[[0-9a-fA-F:.]+]|[^/?,:\\[\\]]*)(?::(?<port>[0-9]{1,5}))?(?:,[^/?]*)?/?)?(?<database>[^/?]*)(?:\\?.*)?");
    private static final int USUAL_PORT = 5432;

    static JdbcUrl parse(String text, String origin) {
        // Each refusal keeps the address to itself: it may be refused because of the secret in it.
        String place = text.split("\\?", 2)[0];
        if (place.contains("@")) {
            throw CommandException.wrongUse(origin + " must name no role or password before the host, as others see it:"
                    + " give the role with --user, and the password in HOLDFAST_PASSWORD or a password file");
        }
        for (String name : new String[] {"password", "sslpassword", "pgpassword"}) {
            if (parameter(text, name).isPresent()) {
                throw CommandException.wrongUse(origin + " must hold no " + name
                        + ", as it shows in process lists: use HOLDFAST_PASSWORD or a password file");
            }
        }
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw CommandException.wrongUse(
                    origin + " must have the form jdbc:postgresql://host:port/database: correct it");
        }
        String host = Optional.ofNullable(matcher.group("host"))
                .filter(name -> !name.isEmpty())
                .orElse("localhost");
        int port = Optional.ofNullable(matcher.group("port"))
                .map(Integer::parseInt)
                .orElse(USUAL_PORT);
        return new JdbcUrl(text, host, port, decoded(matcher.group("database")));
    }

    /** The address of another database on the same server, with the same parameters. */
    JdbcUrl toDatabase(String other) {
        String[] parts = text.split("\\?", 2);
        int end = parts[0].startsWith("jdbc:postgresql://") ? parts[0].indexOf('/', "jdbc:postgresql://".length()) : -1;
        String server = parts[0].startsWith("jdbc:postgresql://")
                ? parts[0].substring(0, end < 0 ? parts[0].length() : end)
                : "jdbc:postgresql://" + host + ":" + port;
        String escaped = URLEncoder.encode(other, StandardCharsets.UTF_8).replace("+", "%20");
        return new JdbcUrl(server + "/" + escaped + (parts.length < 2 ? "" : "?" + parts[1]), host, port, other);
    }

    /** A parameter of the address. */
    Optional<String> parameter(String name) {
        return parameter(text, name);
    }

    /** What may be said of it. */
    String place() {
        return (database.isEmpty() ? "the database" : "database " + database) + " at " + host + ":" + port;
    }

    @Override
    public String toString() {
        return "JdbcUrl[" + place() + "]";
    }

    private static Optional<String> parameter(String text, String name) {
        String[] parts = text.split("\\?", 2);
        if (parts.length < 2) {
            return Optional.empty();
        }
        for (String pair : parts[1].split("&", -1)) {
            String[] both = pair.split("=", 2);
            if (decoded(both[0]).toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(both.length < 2 ? "" : decoded(both[1]));
            }
        }
        return Optional.empty();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw CommandException.wrongUse(
                    "url must escape its characters as %XX with two hexadecimal digits: correct it");
        }
    }
}
