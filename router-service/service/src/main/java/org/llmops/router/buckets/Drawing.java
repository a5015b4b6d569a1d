package org.llmops.router.buckets;

import java.util.List;
import org.llmops.router.exchange.Admission;

/** What came of a call's asking for room; the levels are in the order of its draws. */
public sealed interface Drawing {
    /** All buckets had room, and gave it. */
    record Drawn(Admission admission, List<Level> levels) implements Drawing {}

    /** A bucket had no room, and none gave anything. */
    record Full(List<Level> levels) implements Drawing {}

    /** Redis is away, and one of the limits may not be kept without it. */
    record Away() implements Drawing {}
}
