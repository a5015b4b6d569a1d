package org.llmops.guardrail.pii;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.Outline;

class AnnouncementWatchTest {
    private static final List<Recogniser> ALL = RecogniserTable.all();

    private final Announcements announcements = new Announcements(ALL);

    @Test
    void seesEveryAnnouncementAroundACandidate() {
        Scraps scraps = new Scraps(12);
        Random random = new Random(12);
        int announced = 0;
        int unseen = 0;
        for (int round = 0; round < 150; round++) {
            GrowingText text = GrowingText.whole(scraps.text(40) + anyPhrase(random) + scraps.text(20));
            AnnouncementWatch watch = new AnnouncementWatch(announcements);
            Announcements.Distances distances = new Announcements.Distances();
            for (int start = 0; start < text.end(); start += 1 + random.nextInt(5)) {
                boolean insideWord = Symbols.isPart(text.at(start - 1)) && CodePoint.digit(text.at(start)) < 0;
                if (insideWord) {
                    continue;
                }
                int end = start + random.nextInt(20);
                while (Symbols.isPart(text.at(end))) {
                    end++;
                }
                end = Math.min(end, text.end());
                watch.goTo(text, Outline.of(text), start, end);
                announcements.around(text, start, end, distances);
                for (Recogniser recogniser : ALL) {
                    boolean is = distances.of(recogniser.order()) != Integer.MAX_VALUE;
                    boolean may = watch.maySee(recogniser.order());
                    assertThat(may || !is).isTrue();
                    assertThat(watch.maySeeAny(only(recogniser))).isEqualTo(may);
                    announced += is ? 1 : 0;
                    unseen += may ? 0 : 1;
                }
            }
        }
        assertThat(announced).isPositive();
        assertThat(unseen).isGreaterThan(announced);
    }

    @Test
    void everyPhraseIsSeenInAnyCase() {
        for (Recogniser recogniser : ALL) {
            for (String phrase : recogniser.words()) {
                for (String written : List.of(phrase, phrase.toUpperCase(Locale.ROOT), camelCase(phrase))) {
                    GrowingText text = GrowingText.whole("x " + written + ": 12");
                    AnnouncementWatch watch = new AnnouncementWatch(announcements);
                    watch.goTo(text, Outline.of(text), text.end() - 2, text.end());
                    Announcements.Distances distances = new Announcements.Distances();
                    announcements.around(text, text.end() - 2, text.end(), distances);
                    boolean is = distances.of(recogniser.order()) != Integer.MAX_VALUE;
                    assertThat(watch.maySee(recogniser.order()) || !is)
                            .as(written)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void wordsThatOnlyBeginLikeAPhraseAreSeenWhereTheirEndIsCutOff() {
        assertThat(seesHealthCard("nam: ", "")).isTrue();
        assertThat(seesHealthCard("name: ", "")).isFalse();
        assertThat(seesHealthCard("", " name")).isTrue();
        assertThat(seesHealthCard("namE: ", "")).isTrue();
        assertThat(seesHealthCard("carte soleils: ", "")).isTrue();
        assertThat(seesHealthCard("carte soleillement: ", "")).isFalse();
    }

    private boolean seesHealthCard(String before, String behind) {
        GrowingText text = GrowingText.whole(before + "12" + behind);
        AnnouncementWatch watch = new AnnouncementWatch(announcements);
        watch.goTo(text, Outline.of(text), before.length(), before.length() + 2);
        return ALL.stream()
                .filter(recogniser -> recogniser.entity().equals("CA_RAMQ"))
                .anyMatch(recogniser -> watch.maySee(recogniser.order()));
    }

    private static BitSet only(Recogniser recogniser) {
        BitSet only = new BitSet();
        only.set(recogniser.order());
        return only;
    }

    private static String anyPhrase(Random random) {
        List<String> words = ALL.get(random.nextInt(ALL.size())).words();
        return words.isEmpty() ? "" : " " + words.get(random.nextInt(words.size())) + " ";
    }

    private static String camelCase(String phrase) {
        StringBuilder joined = new StringBuilder();
        for (String word : phrase.split(" ", -1)) {
            joined.appendCodePoint(Character.toUpperCase(word.codePointAt(0)))
                    .append(word.substring(Character.charCount(word.codePointAt(0))));
        }
        return joined.toString();
    }
}
