package org.llmops.guardrail.detecting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.llmops.platform.identity.WorkspaceId;

/** Feeds texts to detectors in pieces, and expects of every cut what the whole text gives. */
public final class Pieces {
    public static final Scene SCENE = new Scene(new WorkspaceId("acme"), false, Source.USER, List.of(), Map.of());

    private static final Comparator<Match> ORDER = Comparator.comparingInt(Match::start)
            .thenComparingInt(Match::end)
            .thenComparing(Match::entity)
            .thenComparing(Match::rule);

    private Pieces() {}

    /** What is found in a whole text, in its order. */
    public static List<Match> matches(LocalDetector detector, String text) {
        return matches(detector, SCENE, List.of(text));
    }

    public static List<Match> matches(LocalDetector detector, Scene scene, List<String> pieces) {
        List<Match> matches = new ArrayList<>();
        Scanner scanner = detector.open(scene);
        GrowingText text = new GrowingText();
        int from = 0;
        for (String piece : pieces) {
            text.append(piece);
            from = scan(scanner, text, from, matches);
        }
        text.complete();
        assertThat(scan(scanner, text, from, matches)).isEqualTo(text.end());
        matches.sort(ORDER);
        return matches;
    }

    /** Every cut into two, single code points, and random pieces. */
    public static void expectSameHoweverCut(LocalDetector detector, String text) {
        List<Match> whole = matches(detector, text);
        int[] codePoints = text.codePoints().toArray();
        for (int cut = 1; cut < codePoints.length; cut++) {
            List<String> halves =
                    List.of(new String(codePoints, 0, cut), new String(codePoints, cut, codePoints.length - cut));
            assertThat(matches(detector, SCENE, halves)).as("%s", halves).isEqualTo(whole);
        }
        List<String> single = text.codePoints().mapToObj(Character::toString).toList();
        assertThat(matches(detector, SCENE, single)).as("single %s", text).isEqualTo(whole);
        Random random = new Random(text.hashCode());
        for (int round = 0; round < 5; round++) {
            List<String> pieces = new ArrayList<>();
            for (int from = 0; from < codePoints.length; ) {
                int length = Math.min(codePoints.length - from, 1 + random.nextInt(12));
                pieces.add(new String(codePoints, from, length));
                from += length;
            }
            assertThat(matches(detector, SCENE, pieces)).as("%s", pieces).isEqualTo(whole);
        }
    }

    /** The most code points that a detector keeps back while a text arrives one by one. */
    public static int mostHeldBack(LocalDetector detector, String text) {
        Scanner scanner = detector.open(SCENE);
        GrowingText growing = new GrowingText();
        int most = 0;
        int from = 0;
        for (int codePoint : text.codePoints().toArray()) {
            growing.append(Character.toString(codePoint));
            from = scanner.scan(growing, from, match -> {});
            most = Math.max(most, growing.end() - from);
        }
        return most;
    }

    /** The texts of matches, in their order. */
    public static List<String> found(LocalDetector detector, String text) {
        int[] codePoints = text.codePoints().toArray();
        return matches(detector, text).stream()
                .map(match -> new String(codePoints, match.start(), match.length()))
                .toList();
    }

    private static int scan(Scanner scanner, GrowingText text, int from, List<Match> matches) {
        int next = scanner.scan(text, from, match -> {
            assertThat(match.start()).as("nothing that was let go is reported").isGreaterThanOrEqualTo(from);
            matches.add(match);
        });
        assertThat(next).isBetween(from, text.end());
        text.discardBefore(next - scanner.lookBehind());
        return next;
    }
}
