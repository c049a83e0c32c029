package dev.holdfast.migration.snapshot;

import java.util.Comparator;
import java.util.Locale;

/**
 * One thing in the catalog, by what it is and what it is called.
 *
 * @param kind what it is
 * @param schema its schema; empty for what no schema holds
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
        /** A publication; and for a table that belongs to one, what it publishes of it. */
        PUBLICATION,
        /** A function, procedure or aggregate with its definition. */
        FUNCTION,
        /** A sequence with its settings, and its value when asked for. */
        SEQUENCE,
        /** An enumeration, domain, range, composite or base type. */
        TYPE,
        /** What one role may do with it. */
        GRANT,
        /** What a role will be allowed on objects made later. */
        DEFAULT_GRANT,
        /** Its comment. */
        COMMENT,
        /** A collation. */
        COLLATION,
        /** A conversion between encodings. */
        CONVERSION,
        /** An operator by its operands' types. */
        OPERATOR,
        /** An operator class. */
        OPERATOR_CLASS,
        /** An operator family with its operators and functions. */
        OPERATOR_FAMILY,
        /** A text search parser, template, dictionary or configuration. */
        TEXT_SEARCH,
        /** A security label. */
        LABEL,
        /** A cast between two types; of the whole database. */
        CAST,
        /** A transform of a type for a language; of the whole database. */
        TRANSFORM,
        /** An event trigger and whether it fires; of the whole database. */
        EVENT_TRIGGER,
        /** A procedural language; of the whole database. */
        LANGUAGE,
        /** An access method; of the whole database. */
        ACCESS_METHOD,
        /** A foreign data wrapper or a foreign server with its options; of the whole database. */
        FOREIGN_SERVER,
        /** A user mapping with a hash of its options, since they hold passwords; of the whole database. */
        USER_MAPPING,
        /** A subscription without its connection string; of the whole database. */
        SUBSCRIPTION
    }

    @Override
    public int compareTo(CatalogObject other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        String path = schema.isEmpty() || owner.isEmpty() ? schema + owner : schema + "." + owner;
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + path + (name.isEmpty() ? "" : " " + name);
    }
}
