package dev.holdfast.migration.statement.effect;

/** Whether a statement does something to a table, as far as its text tells. */
public enum Effect {
    /** It does not. */
    NO,
    /** It does. */
    YES,
    /** The text alone does not tell: it depends on what the database holds, such as a column's present type. */
    DEPENDS
}
