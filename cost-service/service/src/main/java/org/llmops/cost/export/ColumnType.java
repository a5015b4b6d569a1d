package org.llmops.cost.export;

/** What the values of a column are. */
public enum ColumnType {
    /** A String. */
    TEXT,
    /** A Long. */
    LONG,
    /** A Boolean. */
    FLAG,
    /** An Instant; kept to the microsecond. */
    TIME,
    /** A BigDecimal of at most 38 digits, 18 of them decimals. */
    DECIMAL
}
