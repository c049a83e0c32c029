package dev.holdfast.migration.snapshot;

import java.util.Comparator;
import java.util.Locale;

/**
 * One thing in the catalog, by what it is and what it is called.
 *
 * @param kind what it is
 * @param schema its schema
 * @param owner the table, view or function it belongs to; its own name when it stands for itself
 * @param name its name; empty when it has none beside its owner's
 */
public record CatalogObject(Kind kind, String schema, String owner, String name) implements Comparable<CatalogObject> {
    private static final Comparator<CatalogObject> ORDER = Comparator.comparing(CatalogObject::schema)
            .thenComparing(CatalogObject::owner)
            .thenComparing(CatalogObject::kind)
            .thenComparing(CatalogObject::name);

    /** What an object is. */
    public enum Kind {
        /** A schema and its owner. */
        SCHEMA,
        /** An extension and its version. */
        EXTENSION,
        /** A table, partition or foreign table with its storage and access method. */
        TABLE,
        /** A view or materialised view with its text. */
        VIEW,
        /** A column with place, type, nullability, default, identity, generation, collation and statistics. */
        COLUMN,
        /** A constraint with its text, whether it is validated and whether its triggers are switched off. */
        CONSTRAINT,
        /** An index with its text, its tablespace and whether it is valid. */
        INDEX,
        /** A trigger with its text and whether it fires. */
        TRIGGER,
        /** A row security policy. */
        POLICY,
        /** A rewrite rule beside those of views. */
        RULE,
        /** Extended statistics with their text. */
        STATISTICS,
        /** A publication that a table belongs to, with what it publishes of it. */
        PUBLICATION,
        /** A function, procedure or aggregate with its definition. */
        FUNCTION,
        /** A sequence with its settings, and its value when asked for. */
        SEQUENCE,
        /** An enumeration, domain, range or composite type. */
        TYPE,
        /** What one role may do with it. */
        GRANT,
        /** What a role will be allowed on objects made later. */
        DEFAULT_GRANT,
        /** Its comment. */
        COMMENT
    }

    @Override
    public int compareTo(CatalogObject other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        String path = owner.isEmpty() ? schema : schema + "." + owner;
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + path + (name.isEmpty() ? "" : " " + name);
    }
}
