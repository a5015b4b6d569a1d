package org.llmops.router.screen;

import java.util.ArrayList;
import java.util.List;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.AnswerText;
import org.llmops.router.body.Channel;

/**
 * What a streamed answer quotes, in pieces that are whole: each is judged by itself, and neither waits for the next nor
 * runs into it.
 */
final class Citations {
    private int count;

    /** The chunk, in which each citation is a text of its own that ends here. */
    AnswerBody apart(AnswerBody chunk) {
        if (chunk.texts().stream().noneMatch(Citations::isCitation)) {
            return chunk;
        }
        List<AnswerText> texts = new ArrayList<>(chunk.texts().size());
        List<Channel> ends = new ArrayList<>(chunk.ends());
        for (AnswerText text : chunk.texts()) {
            if (isCitation(text)) {
                Channel own = new Channel(text.channel().choice(), Channel.Part.CITATION, count++);
                texts.add(new AnswerText(text.span(), own));
                ends.add(own);
            } else {
                texts.add(text);
            }
        }
        return chunk.told(List.copyOf(texts), List.copyOf(ends));
    }

    private static boolean isCitation(AnswerText text) {
        return text.channel().part() == Channel.Part.CITATION;
    }
}
