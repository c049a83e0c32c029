package dev.holdfast.migration.rehearse.probe;

/**
 * A table, index, view or sequence, as the catalog has it.
 *
 * @param schema its schema
 * @param name its name
 * @param kind what it is
 * @param created whether it was made after the probe began, so that nobody else can be waiting for it
 */
public record Relation(String schema, String name, Kind kind, boolean created) implements Comparable<Relation> {
    /** What a relation is. Source: PostgreSQL manual, §53.11 pg_class, column relkind. */
    public enum Kind {
        /** A table that holds rows. */
        TABLE,
        /** A partitioned table, which holds none itself. */
        PARTITIONED_TABLE,
        /** A materialised view. */
        MATERIALIZED_VIEW,
        /** A view. */
        VIEW,
        /** An index, partitioned or not. */
        INDEX,
        /** A sequence. */
        SEQUENCE,
        /** A foreign table. */
        FOREIGN_TABLE,
        /** Anything else, such as a composite type. */
        OTHER;

        static Kind of(String relkind) {
            return switch (relkind) {
                case "r" -> TABLE;
                case "p" -> PARTITIONED_TABLE;
                case "m" -> MATERIALIZED_VIEW;
                case "v" -> VIEW;
                case "i", "I" -> INDEX;
                case "S" -> SEQUENCE;
                case "f" -> FOREIGN_TABLE;
                default -> OTHER;
            };
        }

        /**
         * Whether rows are stored in it.
         *
         * @return true for tables and materialised views
         */
        public boolean holdsRows() {
            return this == TABLE || this == MATERIALIZED_VIEW;
        }
    }

    /**
     * Whether a script means this relation by a name.
     *
     * @param named the bare name, or schema and name with a dot between, folded
     * @return true when it may; a bare name fits a relation of any schema
     */
    public boolean isCalled(String named) {
        return named.equals(name) || named.equals(toString());
    }

    @Override
    public int compareTo(Relation other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return schema + "." + name;
    }
}
