package org.llmops.guardrail.detecting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PassageDetectorTest {
    @Test
    void cutsAfterSentencesAndLinesButNotInsideNumbers() {
        assertThat(passages(List.of("It costs 3.50 today. Really?\nYes。はい")))
                .containsExactly(
                        "It costs 3.50 today.|",
                        " Really?\n|It costs 3.50 today.",
                        "Yes。|It costs 3.50 today. Really?\n",
                        "はい|It costs 3.50 today. Really?\nYes。");
    }

    @Test
    void cutsWhatGoesOnForTooLong() {
        assertThat(passages(List.of("x".repeat(1000))).stream().map(passage -> passage.indexOf('|')))
                .containsExactly(480, 480, 40);
    }

    @Test
    void judgesTheSamePassagesHoweverTheTextArrives() {
        Random random = new Random(7);
        String alphabet = "ab .!?\n。1é😀";
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(900);
            while (text.length() < length) {
                int index =
                        alphabet.offsetByCodePoints(0, random.nextInt(alphabet.codePointCount(0, alphabet.length())));
                text.appendCodePoint(alphabet.codePointAt(index));
            }
            List<String> pieces = new ArrayList<>();
            for (int from = 0; from < text.length(); ) {
                int to = Math.min(text.length(), from + 1 + random.nextInt(30));
                if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) {
                    to++;
                }
                pieces.add(text.substring(from, to));
                from = to;
            }
            assertThat(passages(pieces)).as("round %d", round).isEqualTo(passages(List.of(text.toString())));
        }
    }

    @Test
    void cutsNoPassageTwiceForWhoComesSoonHoweverShortItIs() {
        GrowingText text = GrowingText.whole("a\n\n\nb\n}\n\nA sentence. And another.\n\n".repeat(300));
        Scene scene = new Scene(Sightings.SCENE.workspace(), false, Source.USER, List.of(), Map.of());
        List<Passage> first = judged(scene, text);
        List<Passage> second = judged(scene, text);

        assertThat(second).hasSize(300 * 9).usingElementComparator(byIdentity()).isEqualTo(first);
    }

    @Test
    void cutsNoPassageTwiceWhereDetectorsTakeTurnsSliceBySlice() {
        GrowingText text = GrowingText.whole("A sentence of some words, and more. ".repeat(3_000));
        Scene scene = new Scene(Sightings.SCENE.workspace(), false, Source.USER, List.of(), Map.of());
        List<Passage> first = new ArrayList<>();
        List<Passage> second = new ArrayList<>();
        Scanner one = keeping(first).open(scene);
        Scanner other = keeping(second).open(scene);
        int oneFrom = 0;
        int otherFrom = 0;
        for (int slice = 1 << 14; slice < text.end(); slice += 1 << 14) {
            oneFrom = one.scan(text.upTo(slice), oneFrom, match -> {});
            otherFrom = other.scan(text.upTo(slice), otherFrom, match -> {});
        }

        assertThat(first).hasSizeGreaterThan(200);
        assertThat(second).usingElementComparator(byIdentity()).isEqualTo(first);
    }

    private static Comparator<Passage> byIdentity() {
        return (one, other) -> one == other ? 0 : 1;
    }

    private static List<Passage> judged(Scene scene, GrowingText text) {
        List<Passage> judged = new ArrayList<>();
        keeping(judged).open(scene).scan(text, 0, match -> {});
        return judged;
    }

    private static PassageDetector keeping(List<Passage> judged) {
        return new PassageDetector() {
            @Override
            protected void judge(Scene around, Passage passage, Consumer<Match> found) {
                judged.add(passage);
            }
        };
    }

    private static List<String> passages(List<String> pieces) {
        List<String> passages = new ArrayList<>();
        PassageDetector detector = new PassageDetector() {
            @Override
            protected void judge(Scene scene, Passage passage, Consumer<Match> found) {
                passages.add(passage.text() + "|" + passage.before());
            }
        };
        Scanner scanner = detector.open(Sightings.SCENE);
        GrowingText text = new GrowingText();
        int from = 0;
        for (String piece : pieces) {
            text.append(piece);
            from = scanner.scan(text, from, match -> {});
            text.discardBefore(from - scanner.lookBehind());
        }
        text.complete();
        assertThat(scanner.scan(text, from, match -> {})).isEqualTo(text.end());
        return passages;
    }
}
