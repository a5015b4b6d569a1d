package org.llmops.guardrail.redacting;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.detecting.Stage;

/**
 * All rails that look at one text here and now: first the deterministic ones at all that has arrived, then the learned.
 * Long texts are shown to them slice by slice, so that they can be stopped when time is up.
 */
final class Scans {
    private static final int SLICE = 1 << 14;

    private final List<RailScan> enforced = new ArrayList<>();
    private final List<RailScan> shadow = new ArrayList<>();
    private final List<List<RailScan>> stages = List.of(new ArrayList<>(), new ArrayList<>());
    private int scannedTo;

    /** @param rails with local detectors */
    Scans(List<CompiledRail> rails, Scene scene) {
        for (CompiledRail rail : rails) {
            RailScan scan = new RailScan(rail, (LocalDetector) rail.detector(), scene);
            (rail.isShadow() ? shadow : enforced).add(scan);
            stages.get(rail.stage() == Stage.DETERMINISTIC ? 0 : 1).add(scan);
        }
    }

    /** Goes on to the end of what has arrived. */
    void advance(GrowingText text, Deadline deadline, Consumer<Span.Found> found) {
        for (List<RailScan> stage : stages) {
            if (stage.isEmpty()) {
                continue;
            }
            int to = scannedTo;
            do {
                to = text.end() - to > SLICE ? to + SLICE : text.end();
                GrowingText known = text.upTo(to);
                for (RailScan scan : stage) {
                    scan.advance(known, text, deadline, match -> accept(scan.rail(), match, found));
                }
            } while (to < text.end());
        }
        scannedTo = text.end();
    }

    private static void accept(CompiledRail rail, Match match, Consumer<Span.Found> found) {
        Span.Standing standing = rail.standing(match.score());
        if (standing != null) {
            found.accept(new Span.Found(rail, match, standing));
        }
    }

    /** Told of every piece of text that arrives, before it is looked at. */
    void arrived(String piece) {
        enforced.forEach(scan -> scan.arrived(piece));
        shadow.forEach(scan -> scan.arrived(piece));
    }

    /** Up to where no rail that counts will find anything more. */
    int certainTo(GrowingText text) {
        int certain = text.end();
        for (RailScan scan : enforced) {
            certain = Math.min(certain, scan.certainTo());
        }
        return certain;
    }

    /** What lies before it, no rail will look at any more. */
    int neededFrom(int settledTo) {
        int from = settledTo;
        int lookBehind = 0;
        for (List<RailScan> stage : stages) {
            for (RailScan scan : stage) {
                from = Math.min(from, scan.certainTo());
                lookBehind = Math.max(lookBehind, scan.lookBehind());
            }
        }
        return from - lookBehind;
    }

    /** Whether a rail is out that may not be: then the text is blocked. */
    boolean isBroken() {
        return enforced.stream().anyMatch(scan -> scan.isOut() && scan.rail().blocksUnseen());
    }

    boolean isAnyOut() {
        return stages.stream().flatMap(List::stream).anyMatch(RailScan::isOut);
    }

    List<Unscanned> missed(String segmentId) {
        return stages.stream()
                .flatMap(List::stream)
                .map(scan -> scan.missed(segmentId))
                .filter(Objects::nonNull)
                .toList();
    }
}
