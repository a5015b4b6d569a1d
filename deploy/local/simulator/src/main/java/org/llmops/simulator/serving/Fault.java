package org.llmops.simulator.serving;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Something that goes wrong on demand: by header {@code x-sim-fault: stall}, or by asking for the model {@code sim-stall}. */
public enum Fault {
    /** 429 with a Retry-After. */
    RATE_LIMITED,
    /** 500. */
    ERROR,
    /** 503, or Anthropic's 529. */
    OVERLOADED,
    /** 401. */
    UNAUTHORIZED,
    /** 400: the prompt is longer than the model's context window. */
    CONTEXT_LENGTH,
    /** Half of the answer, then silence on an open connection. */
    STALL,
    /** Half of the answer, then the connection is closed. */
    CUT,
    /** An event in the middle of the answer, or the end of a JSON body, is not JSON. */
    MALFORMED,
    /** Half of the answer, then an error event; without streaming it is a plain 500. */
    STREAM_ERROR;

    /** What the header calls it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    String modelId() {
        return "sim-" + wireName().replace('_', '-');
    }

    static Optional<Fault> called(String wireName) {
        return Arrays.stream(values())
                .filter(fault -> fault.wireName().equals(wireName))
                .findFirst();
    }
}
