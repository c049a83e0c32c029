package dev.holdfast.migration.cli.settings;

import java.nio.file.Path;

/**
 * A setting's value and where it came from.
 *
 * @param text the value
 * @param origin such as {@code --schema}, {@code HOLDFAST_SCHEMA} or {@code schema in holdfast.properties}
 * @param base the folder that a relative path in it begins at
 */
record Given(String text, String origin, Path base) {}
