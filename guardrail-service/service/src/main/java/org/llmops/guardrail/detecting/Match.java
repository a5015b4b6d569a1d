package org.llmops.guardrail.detecting;

/**
 * Where an entity stands: {@code start} inclusive and {@code end} exclusive, in code points of the whole text.
 *
 * @param score confidence from 0 to 1
 * @param reason why it counts, in words that never repeat the matched text
 */
public record Match(Entity entity, int start, int end, double score, String reason) {
    public Match {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("A match covers at least one character");
        }
    }

    public boolean overlaps(Match other) {
        return start < other.end && other.start < end;
    }

    public boolean contains(Match other) {
        return start <= other.start && other.end <= end;
    }

    public int length() {
        return end - start;
    }
}
