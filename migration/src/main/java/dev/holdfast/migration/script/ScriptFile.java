package dev.holdfast.migration.script;

/**
 * A script with its name and text.
 *
 * @param location where it was found, as in {@code filesystem:db/migration}, or {@code memory}
 * @param path its path below the location, with forward slashes
 * @param text its content
 */
public record ScriptFile(String location, String path, String text) {
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
