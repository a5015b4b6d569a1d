package org.llmops.router.call;

import java.util.HashMap;
import java.util.Map;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.AnswerText;
import org.llmops.router.body.Channel;

/**
 * The fewest tokens that a streamed text can be made of, whoever tokenised it: no tokeniser in use joins what white space
 * parts, and none has tokens of more than 64 bytes that are not white space. So an honest answer never seems longer than
 * it is; English seems about a quarter shorter.
 */
final class LeastTokens {
    private static final int LONGEST_TOKEN_BYTES = 64;

    /** The word that a channel's last piece ended in: so many of its bytes are not counted yet. */
    private final Map<Channel, Integer> openWords = new HashMap<>(4);

    private long count;

    void add(AnswerBody event) {
        for (AnswerText text : event.texts()) {
            // Nobody bills what is only quoted.
            if (text.channel().part() != Channel.Part.CITATION) {
                add(text.channel(), event.text(text));
            }
        }
    }

    void add(Channel channel, String text) {
        int open = openWords.getOrDefault(channel, 0);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c)) {
                open = 0;
            } else {
                count += open == 0 ? 1 : 0;
                open += utf8Bytes(c);
                if (open > LONGEST_TOKEN_BYTES) {
                    count++;
                    open -= LONGEST_TOKEN_BYTES;
                }
            }
        }
        openWords.put(channel, open);
    }

    /** Half of a pair makes half of its four bytes. */
    private static int utf8Bytes(char c) {
        return c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }

    long count() {
        return count;
    }
}
