package org.llmops.guardrail.redacting;

/** Text that no rule has seen: how much of which segment or channel, in bytes of UTF-8, and why. */
public record Unscanned(String segmentId, String reason, long bytes) {
    public static final String TOO_LONG = "TOO_LONG";
}
