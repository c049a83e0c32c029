package dev.holdfast.audit.export;

import dev.holdfast.core.Require;

/**
 * The application whose events are exported, for formats that name it.
 *
 * @param vendor who makes it, at most 63 characters
 * @param name its name, at most 63 characters
 * @param version its version, at most 31 characters
 */
public record ExportProduct(String vendor, String name, String version) {
    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException when a part is blank or too long
     */
    public ExportProduct {
        Require.text("vendor", vendor, 63);
        Require.text("name", name, 63);
        Require.text("version", version, 31);
    }
}
