package org.llmops.cost.export;

import java.util.List;

/** Writes rows, one batch after the other; holds no more of them than it must. Used by one export. */
public interface Encoding<R> {
    /** What comes before the first row. */
    byte[] begin();

    /** Takes some rows; returns what is ready of these and those before. */
    byte[] rows(List<R> rows);

    /** The rest, and what comes after the last row. */
    byte[] end();
}
