package org.llmops.cost.reconciliation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.ledger.TokenCounts;
import org.llmops.platform.problem.FieldError;

/** What was read of an export: the lines that make sense, and what is wrong with the others. */
final class Export {
    /** Of a file with more problems than this, the first tell enough. */
    private static final int MOST_PROBLEMS = 100;

    private final List<InvoiceLine> lines = new ArrayList<>();
    private final List<FieldError> problems = new ArrayList<>();
    private int skipped;

    void add(Row row, Reading reading) {
        try {
            InvoiceLine line = reading.read(row);
            if (line != null) {
                requirePartsWithinTheWhole(row, line.tokens());
                lines.add(line);
            }
        } catch (RowMalformed malformed) {
            skipped++;
            if (problems.size() < MOST_PROBLEMS) {
                problems.add(malformed.error());
            }
        }
    }

    List<InvoiceLine> lines() {
        return List.copyOf(lines);
    }

    /** How many rows are not among the lines because something is wrong with them. */
    int skipped() {
        return skipped;
    }

    /** What is wrong, of the first hundred. */
    List<FieldError> problems() {
        return List.copyOf(problems);
    }

    int rows() {
        return lines.size() + skipped;
    }

    private static void requirePartsWithinTheWhole(Row row, @Nullable TokenCounts tokens) throws RowMalformed {
        if (tokens != null && Math.addExact(tokens.cacheRead(), tokens.cacheWrite()) > tokens.input()) {
            throw row.wrong("input_tokens", "Cached tokens are part of the input, and here exceed it");
        }
    }

    /** Reads a row; absent when it says nothing, such as one of no cost and no usage. */
    interface Reading {
        @Nullable
        InvoiceLine read(Row row) throws RowMalformed;
    }
}
