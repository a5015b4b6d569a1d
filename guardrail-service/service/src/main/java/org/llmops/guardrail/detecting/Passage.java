package org.llmops.guardrail.detecting;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.normalising.Glance;
import org.llmops.guardrail.normalising.NormalisedText;
import org.llmops.guardrail.normalising.Normaliser;
import org.llmops.guardrail.normalising.Signs;

/** A stretch of text that is judged as one: a sentence or a line, or a piece of one that goes on for long. */
public final class Passage {
    /** Passages are at most this long, in code points. */
    public static final int MAX_LENGTH = 480;

    /** A passage knows so much of what came before it, in code points. */
    public static final int MAX_BEFORE = 600;

    private final String text;
    private final int start;
    private final int length;
    private final GrowingText whole;
    private final boolean maybeTurned;
    private @Nullable String before;
    private @Nullable Glance glance;
    private @Nullable NormalisedText normalised;
    private @Nullable PassageWords words;
    private @Nullable Map<Class<?>, Object> made;

    /** @param before what came before it, of a text of which the rest is not at hand */
    public Passage(String text, int start, String before) {
        this(text, start, text.codePointCount(0, text.length()), new GrowingText(), true);
        this.before = before;
        this.glance = Glance.at(text);
    }

    private Passage(String text, int start, int length, GrowingText whole, boolean maybeTurned) {
        this.text = text;
        this.start = start;
        this.length = length;
        this.whole = whole;
        this.maybeTurned = maybeTurned;
    }

    /** @param maybeTurned whether its letters may make more sense rotated or backwards */
    static Passage of(GrowingText text, int start, int end, boolean maybeTurned) {
        return new Passage(text.substring(start, end), start, end - start, text.whole(), maybeTurned);
    }

    /** What is judged. */
    public String text() {
        return text;
    }

    /** Where it begins in the whole text, in code points. */
    public int start() {
        return start;
    }

    /**
     * What came right before it, at most {@value #MAX_BEFORE} code points: read with it, judged already. To be asked for while
     * it is judged.
     */
    public String before() {
        String known = before;
        if (known == null) {
            known = lastBefore(MAX_BEFORE);
            before = known;
        }
        return known;
    }

    /** The end of the same: so many code points at least, if there are. */
    public String before(int most) {
        String known = before;
        return known == null ? lastBefore(most) : known;
    }

    private String lastBefore(int most) {
        return whole.substring(Math.max(0, start - most), start);
    }

    /** Whether one of these words may begin in it, as it is written. */
    public boolean mayHold(Pairs.Wanted words) {
        return pairs().mayHold(words, start, start + length);
    }

    /** Which pairs and threes of signs it has. */
    Pairs pairs() {
        return Pairs.of(whole, start, start + length);
    }

    /** Which characters it has. */
    public Signs signs() {
        return glance().signs();
    }

    private Glance glance() {
        Glance known = glance;
        if (known == null) {
            int[] codePoints = whole.codePoints(start, start + length);
            known = Glance.at(codePoints, start - whole.firstKept(), start + length - whole.firstKept(), maybeTurned);
            glance = known;
        }
        return known;
    }

    /** The text as it is meant; made once for all who judge the passage. */
    public NormalisedText normalised() {
        NormalisedText known = normalised;
        if (known == null) {
            known = Normaliser.of(text, glance());
            normalised = known;
        }
        return known;
    }

    /** The words of it as it is written; null where they need a closer look. */
    public @Nullable PassageWords words() {
        PassageWords known = words;
        if (known == null) {
            known = PassageWords.of(text, !signs().areBeyondAscii());
            words = known;
        }
        return known;
    }

    /** What several detectors make of the passage alike; made for the first that asks. */
    public <T> T made(Class<T> what, Function<Passage, T> making) {
        Map<Class<?>, Object> known = made;
        if (known == null) {
            known = new HashMap<>();
            made = known;
        }
        return what.cast(known.computeIfAbsent(what, unknown -> making.apply(this)));
    }

    public int length() {
        return length;
    }

    @Override
    public String toString() {
        return "passage at " + start;
    }
}
