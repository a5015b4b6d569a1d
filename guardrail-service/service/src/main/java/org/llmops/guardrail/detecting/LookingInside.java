package org.llmops.guardrail.detecting;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.normalising.NormalisedText;

/**
 * Lets a detector look at a text, and then at what stretches of it mean that are encoded or disguised, each as a text of its
 * own: what would be found if it were written openly is found, where it was written. What was found openly in the same
 * place is not told again.
 */
public final class LookingInside implements LocalDetector {
    private final LocalDetector detector;

    public LookingInside(LocalDetector detector) {
        this.detector = detector;
    }

    @Override
    public Scanner open(Scene scene) {
        return new Inside(detector.in(scene), scene);
    }

    /** Goes through a text openly, and behind that from stretch to stretch. */
    private static final class Inside implements Scanner {
        private final LocalDetector detector;
        private final Scene scene;
        private final Scanner open;
        private final List<Match> told = new ArrayList<>();
        private @Nullable Disguised disguised;
        private int openFrom;
        private int next;

        Inside(LocalDetector detector, Scene scene) {
            this.detector = detector;
            this.scene = scene;
            this.open = detector.open(scene);
        }

        @Override
        public int lookBehind() {
            return open.lookBehind();
        }

        @Override
        public int scan(GrowingText text, int from, Consumer<Match> found) {
            if (disguised == null) {
                disguised = Disguised.of(text);
            }
            disguised.advance(text);
            int keptFrom = next < disguised.count() ? disguised.start(next) : disguised.openFrom();
            Consumer<Match> telling = match -> {
                if (match.end() > keptFrom) {
                    told.add(match);
                }
                found.accept(match);
            };
            openFrom = open.scan(text, Math.max(from, openFrom), telling);
            while (next < disguised.count() && disguised.end(next) <= openFrom) {
                look(disguised, text, next++, found);
            }
            int settled = Math.min(openFrom, disguised.openFrom());
            if (next < disguised.count()) {
                settled = Math.min(settled, disguised.start(next));
            }
            int needed = settled;
            told.removeIf(match -> match.end() <= needed);
            return settled;
        }

        private void look(Disguised disguised, GrowingText text, int number, Consumer<Match> found) {
            int start = disguised.start(number);
            for (Disguised.Meaning meaning : disguised.meanings(number, text)) {
                detector.open(scene).scan(meaning.text(), 0, match -> tell(match, meaning.read(), start, found));
            }
        }

        private void tell(Match match, NormalisedText meaning, int start, Consumer<Match> found) {
            Match outer = outer(match, meaning, start);
            if (match.length() > 0 && told.stream().noneMatch(known -> isSame(known, outer))) {
                told.add(outer);
                found.accept(outer);
            }
        }

        private static boolean isSame(Match known, Match match) {
            return known.entity().equals(match.entity()) && known.overlaps(match);
        }

        /** No check digit vouches for what else may stand in the same code, so that it must not be passed over. */
        private static Match outer(Match match, NormalisedText meaning, int start) {
            int first = meaning.text().offsetByCodePoints(0, match.start());
            int last = meaning.text().offsetByCodePoints(first, match.length());
            int from = start + meaning.start(first);
            int to = Math.max(from + 1, start + meaning.end(last));
            String written = meaning.encoding().isEmpty() ? "in disguise" : "in " + meaning.encoding();
            return new Match(
                    match.entity(),
                    match.rule(),
                    from,
                    to,
                    match.score(),
                    false,
                    match.reason() + ", written " + written,
                    match.contributions());
        }
    }
}
