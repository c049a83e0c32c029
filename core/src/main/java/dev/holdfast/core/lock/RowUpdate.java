package dev.holdfast.core.lock;

/**
 * One row of a bulk update.
 *
 * @param key which row
 * @param version the version the change was made on
 * @param changes the new values; the version is advanced even when empty
 */
public record RowUpdate(RowKey key, long version, Changes changes) {}
