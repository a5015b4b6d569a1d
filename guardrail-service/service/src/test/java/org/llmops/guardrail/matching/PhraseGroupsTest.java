package org.llmops.guardrail.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PhraseGroupsTest {
    @Test
    void findsPhrasesOfGroupsThatOverlap() {
        PhraseGroups groups =
                new PhraseGroups(Map.of("decline", List.of("cannot help"), "cannot", List.of("I cannot", "nothing")));
        assertThat(found(groups, "Sorry, i  cannot help.")).containsExactly("cannot 7-16", "decline 10-21");
    }

    @Test
    void findsInEachGroupWhatItsPhrasesFindAlone() {
        Random random = new Random(14);
        for (int round = 0; round < 300; round++) {
            Map<String, List<String>> phrases = new TreeMap<>();
            for (String group : List.of("one", "other", "third")) {
                phrases.put(group, List.of(phrase(random), phrase(random), "b"));
            }
            String text = text(random, 60);
            List<String> alone = new ArrayList<>();
            phrases.forEach((group, own) -> Phrases.wholeWords(own)
                    .find(text, (phrase, start, end) -> alone.add(group + " " + start + "-" + end)));
            assertThat(found(new PhraseGroups(phrases), text))
                    .as("%s in %s", phrases, text)
                    .isEqualTo(alone);
        }
    }

    private static List<String> found(PhraseGroups groups, String text) {
        List<String> found = new ArrayList<>();
        groups.find(text, (group, start, end) -> found.add(group + " " + start + "-" + end));
        return found;
    }

    private static String phrase(Random random) {
        return "a" + text(random, 1 + random.nextInt(4)) + "c";
    }

    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append("aab c ".charAt(random.nextInt(6)));
        }
        return text.toString();
    }
}
