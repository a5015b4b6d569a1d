package org.llmops.cost;

import static org.llmops.cost.CostProblem.TIME_MALFORMED;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Reads points in time from queries. */
public final class Moment {
    private Moment() {}

    /**
     * Reads a day, which means its first moment in UTC, or a time with its offset.
     *
     * @param field the query's parameter, to be named when the text is malformed
     */
    public static Instant parse(String field, String text) {
        try {
            return text.length() == "2026-01-31".length()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
        } catch (DateTimeException malformed) {
            throw TIME_MALFORMED.at(field, "Write a day such as 2026-01-31, or a time such as 2026-01-31T12:00:00Z");
        }
    }
}
