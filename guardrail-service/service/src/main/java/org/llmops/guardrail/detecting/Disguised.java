package org.llmops.guardrail.detecting;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.llmops.guardrail.normalising.DisguisedStretches;
import org.llmops.guardrail.normalising.NormalisedText;
import org.llmops.guardrail.normalising.Normaliser;

/** The stretches of one text that may say something else than they show, found once for all who look inside. */
final class Disguised {
    /** Stretches of so many code points together are at hand for the next detector that comes to them: those of a slice. */
    private static final int MAX_REMEMBERED = 1 << 15;

    private final DisguisedStretches stretches = new DisguisedStretches();
    private final Map<Integer, List<Meaning>> remembered = new LinkedHashMap<>();
    private int rememberedLength;
    private boolean complete;

    /** Those of a text, whatever part of it this is. */
    static Disguised of(GrowingText text) {
        return text.made(Disguised.class, Disguised::new);
    }

    /** Goes on to the end of what is known. */
    void advance(GrowingText text) {
        int from = stretches.position();
        int first = text.firstKept();
        stretches.take(text.codePoints(from, text.end()), from - first, text.end() - first, text.isComplete());
        if (text.isComplete() && !complete) {
            complete = true;
            stretches.end();
        }
    }

    /** Whether the letters of a passage of a text may make more sense rotated or backwards, as far as somebody has looked. */
    static boolean mayBeTurned(GrowingText text, int start, int end) {
        Disguised known = text.known(Disguised.class);
        return known == null || known.stretches.mayBeTurned(start, end);
    }

    /** Before which position nothing more will begin. */
    int openFrom() {
        return complete ? Integer.MAX_VALUE : stretches.openFrom();
    }

    int count() {
        return stretches.count();
    }

    int start(int number) {
        return stretches.start(number);
    }

    int end(int number) {
        return stretches.end(number);
    }

    /** What a stretch may mean; positions are counted from the start of the stretch. */
    List<Meaning> meanings(int number, GrowingText text) {
        List<Meaning> known = remembered.get(number);
        if (known == null) {
            List<NormalisedText> read = Normaliser.meanings(text.substring(start(number), end(number)));
            known = read.isEmpty() ? List.of() : read.stream().map(Meaning::of).toList();
            remember(number, known);
        }
        return known;
    }

    private void remember(int number, List<Meaning> meanings) {
        remembered.put(number, meanings);
        rememberedLength += end(number) - start(number);
        Iterator<Integer> eldest = remembered.keySet().iterator();
        while (rememberedLength > MAX_REMEMBERED) {
            int forgotten = eldest.next();
            rememberedLength -= end(forgotten) - start(forgotten);
            eldest.remove();
        }
    }

    /**
     * What a stretch may mean.
     *
     * @param text the same for all detectors that look at it, so that they share what they make of it
     */
    record Meaning(NormalisedText read, GrowingText text) {
        static Meaning of(NormalisedText read) {
            return new Meaning(read, GrowingText.whole(read.text()));
        }
    }
}
