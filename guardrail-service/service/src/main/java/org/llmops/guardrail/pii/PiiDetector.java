package org.llmops.guardrail.pii;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Scanner;
import org.llmops.guardrail.detecting.Scene;

/** Looks for all personal data of a selection: identifiers in one pass, what has a detector of its own by that. */
final class PiiDetector implements LocalDetector {
    /** Persons inside addresses are none: both are looked for at once. */
    private static final Set<Specialist> RESIDENTS = Set.of(Specialist.PERSON, Specialist.STREET_ADDRESS);

    private final List<LocalDetector> others = new ArrayList<>();
    private final Identifiers identifiers;
    private final double minScore;

    PiiDetector(Selection selection, double minScore, List<String> phoneRegions) {
        this.identifiers = Identifiers.of(selection.recognisers(), minScore);
        this.minScore = minScore;
        Set<Specialist> specialists = new TreeSet<>(selection.specialists());
        if (specialists.containsAll(RESIDENTS)) {
            others.add(new PersonsBesideAddresses(
                    Specialist.PERSON.detector(phoneRegions), Specialist.STREET_ADDRESS.detector(phoneRegions)));
            specialists.removeAll(RESIDENTS);
        }
        specialists.forEach(specialist -> others.add(specialist.detector(phoneRegions)));
    }

    @Override
    public Scanner open(Scene scene) {
        List<Scanner> scanners = new ArrayList<>();
        scanners.add(new IdentifierScanner(identifiers));
        others.forEach(other -> scanners.add(other.open(scene)));
        return new Together(scanners, minScore);
    }

    /** Lets several scanners go through one text, each at its own pace. */
    private static final class Together implements Scanner {
        private final List<Scanner> scanners;
        private final int[] resumeAt;
        private final double minScore;

        Together(List<Scanner> scanners, double minScore) {
            this.scanners = scanners;
            this.resumeAt = new int[scanners.size()];
            this.minScore = minScore;
        }

        @Override
        public int lookBehind() {
            return scanners.stream().mapToInt(Scanner::lookBehind).max().orElse(0);
        }

        @Override
        public int scan(GrowingText text, int from, Consumer<Match> found) {
            int settled = text.end();
            for (int index = 0; index < resumeAt.length; index++) {
                resumeAt[index] = scanners.get(index).scan(text, Math.max(from, resumeAt[index]), match -> {
                    if (match.score() >= minScore) {
                        found.accept(match);
                    }
                });
                settled = Math.min(settled, resumeAt[index]);
            }
            return settled;
        }
    }
}
