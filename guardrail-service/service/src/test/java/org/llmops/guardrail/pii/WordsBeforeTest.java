package org.llmops.guardrail.pii;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.detecting.GrowingText;

class WordsBeforeTest {
    @Test
    void readsTheWordsOfAFoldedLineFromItsEnd() {
        Scraps scraps = new Scraps(13);
        for (int round = 0; round < 500; round++) {
            GrowingText text = GrowingText.whole(scraps.text(12));
            FoldedLine line = new FoldedLine();
            for (int position = 0; position < text.end(); position++) {
                line.add(text.at(position));
            }
            List<String> expected =
                    new ArrayList<>(Stream.of(line.toString().strip().split(" ", -1))
                            .filter(word -> !word.isEmpty())
                            .toList());
            Collections.reverse(expected);
            WordsBefore words = new WordsBefore(text, 0, text.end());
            List<String> read = new ArrayList<>();
            for (String word = words.word(0); word != null; word = words.word(read.size())) {
                read.add(word);
            }
            assertThat(read).isEqualTo(expected);
        }
    }
}
