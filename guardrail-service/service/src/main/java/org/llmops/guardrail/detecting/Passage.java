package org.llmops.guardrail.detecting;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.normalising.NormalisedText;
import org.llmops.guardrail.normalising.Normaliser;

/** A stretch of text that is judged as one: a sentence or a line, or a piece of one that goes on for long. */
public final class Passage {
    /** Passages are at most this long, in code points. */
    public static final int MAX_LENGTH = 480;

    /** A passage knows so much of what came before it, in code points. */
    public static final int MAX_BEFORE = 600;

    private final String text;
    private final int start;
    private final String before;
    private final int length;
    private final @Nullable GrowingText whole;
    private @Nullable NormalisedText normalised;
    private final Map<Class<?>, Object> made = new ConcurrentHashMap<>();

    public Passage(String text, int start, String before) {
        this(text, start, before, null);
    }

    private Passage(String text, int start, String before, @Nullable GrowingText whole) {
        this.text = text;
        this.start = start;
        this.before = before;
        this.length = text.codePointCount(0, text.length());
        this.whole = whole;
    }

    /** @param previous the passage that ends where this one begins; absent, if it is the first */
    static Passage of(GrowingText text, int start, int end, @Nullable Passage previous) {
        return new Passage(
                text.substring(start, end), start, previous == null ? "" : previous.upToItsEnd(), text.whole());
    }

    private String upToItsEnd() {
        String all = before + text;
        int surplus = all.codePointCount(0, all.length()) - MAX_BEFORE;
        return surplus <= 0 ? all : all.substring(all.offsetByCodePoints(0, surplus));
    }

    /** What is judged. */
    public String text() {
        return text;
    }

    /** Where it begins in the whole text, in code points. */
    public int start() {
        return start;
    }

    /** What came right before it, at most {@value #MAX_BEFORE} code points: read with it, judged already. */
    public String before() {
        return before;
    }

    /** The text as it is meant; made once for all who judge the passage. */
    public NormalisedText normalised() {
        NormalisedText known = normalised;
        if (known == null) {
            known = Normaliser.of(text);
            normalised = known;
        }
        return known;
    }

    /** What several detectors make of the passage alike; made for the first that asks. */
    public <T> T made(Class<T> what, Function<Passage, T> making) {
        return what.cast(made.computeIfAbsent(what, unknown -> making.apply(this)));
    }

    public int length() {
        return length;
    }

    boolean isOf(GrowingText other) {
        return whole == other.whole();
    }

    @Override
    public String toString() {
        return "passage at " + start;
    }
}
