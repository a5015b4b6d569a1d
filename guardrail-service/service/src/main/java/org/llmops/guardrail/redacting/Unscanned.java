package org.llmops.guardrail.redacting;

import org.jspecify.annotations.Nullable;

/**
 * Text that was not looked at.
 *
 * @param segmentId the segment or channel
 * @param rail the rail that did not see it; absent: none has
 * @param reason one of the constants here
 * @param bytes how much, in UTF-8
 */
public record Unscanned(String segmentId, @Nullable String rail, String reason, long bytes) {
    /** Beyond the size that is scanned. */
    public static final String TOO_LONG = "TOO_LONG";

    /** Time was up. */
    public static final String DEADLINE = "DEADLINE";

    /** The detector, or whom it asked, gave no answer. */
    public static final String FAILED = "FAILED";

    /** Nobody was asked, because the text is refused anyway. */
    public static final String SKIPPED = "SKIPPED";

    /** Nobody was asked, because one request asks only so many questions. */
    public static final String TOO_MANY = "TOO_MANY";
}
