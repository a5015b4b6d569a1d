package org.llmops.cost.ledger;

import static org.llmops.cost.CostProblem.FILTER_UNKNOWN;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What an entry of the ledger stands for. */
public enum EntryKind {
    /** A call, as it was told: one for each call id. */
    CALL,
    /** The difference between what was entered for a call before and what is true of it. */
    CORRECTION,
    /** The difference between an invoice and the calls that were told. */
    ADJUSTMENT;

    static EntryKind parse(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .orElseThrow(
                        () -> FILTER_UNKNOWN.at("kind", "'" + label + "' is none of call, correction, adjustment"));
    }

    /** The name in the table and over REST. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
