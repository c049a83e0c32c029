package dev.holdfast.migration.script;

/**
 * A script with its name and text.
 *
 * @param location where it was found, as in {@code filesystem:db/migration}, or {@code memory}
 * @param path its path below the location, with forward slashes
 * @param text its content
 * @param conf the content of the {@code .conf} file beside it, in which Flyway reads settings of one script; mostly empty
 */
public record ScriptFile(String location, String path, String text, String conf) {
    /**
     * A script without a file of settings.
     *
     * @param location where it was found
     * @param path its path below the location
     * @param text its content
     */
    public ScriptFile(String location, String path, String text) {
        this(location, path, text, "");
    }

    /**
     * The last part of the path.
     *
     * @return such as {@code V1__create_user.sql}
     */
    public String fileName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
        return location + "/" + path;
    }
}
