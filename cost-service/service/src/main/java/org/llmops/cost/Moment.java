package org.llmops.cost;

import static org.llmops.cost.CostProblem.TIME_MALFORMED;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Reads points in time from queries. */
public final class Moment {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private Moment() {}

    /**
     * Reads a day, which means its first moment in UTC, or a time with its offset.
     *
     * @param field the query's parameter, to be named when the text is malformed
     */
    public static Instant parse(String field, String text) {
        try {
            return known(
                    field,
                    text.length() == "2026-01-31".length()
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from));
        } catch (DateTimeException malformed) {
            throw TIME_MALFORMED.at(field, "Write a day such as 2026-01-31, or a time such as 2026-01-31T12:00:00Z");
        }
    }

    /**
     * The same moment, when it is in the years 1 to 9999: what is further away cannot be stored, and nobody means it.
     *
     * @param field to be named when it is not
     */
    public static Instant known(String field, Instant moment) {
        if (moment.isBefore(FIRST) || moment.isAfter(LAST)) {
            throw TIME_MALFORMED.at(field, "Write a time in the years 1 to 9999");
        }
        return moment;
    }
}
