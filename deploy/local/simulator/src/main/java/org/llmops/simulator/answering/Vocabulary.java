package org.llmops.simulator.answering;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Words of one token each, for texts of which only the length matters. */
final class Vocabulary {

    private static final List<String> WORDS = List.of(
            "every", "answer", "here", "is", "made", "of", "plain", "words", "that", "count", "as", "one", "token",
            "each", "and", "come", "in", "order");

    private Vocabulary() {}

    /** That many words, which are as many tokens. */
    static String words(int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> WORDS.get(index % WORDS.size()))
                .collect(Collectors.joining(" "));
    }
}
