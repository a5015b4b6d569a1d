package org.llmops.guardrail.redacting;

import org.llmops.guardrail.detecting.GrowingText;

/** Counts how often it is read: the work of a scan, whatever the machine. */
final class CountingText extends GrowingText {
    private long reads;

    CountingText(int expectedLength) {
        super(expectedLength);
    }

    @Override
    public int at(int position) {
        reads++;
        return super.at(position);
    }

    @Override
    public int[] codePoints(int from, int to) {
        reads += to - from;
        return super.codePoints(from, to);
    }

    @Override
    public String substring(int from, int to) {
        reads += to - from;
        return super.substring(from, to);
    }

    long reads() {
        return reads;
    }
}
