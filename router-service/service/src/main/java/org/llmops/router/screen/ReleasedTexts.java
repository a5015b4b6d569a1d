package org.llmops.router.screen;

import java.util.HashMap;
import java.util.Map;
import org.llmops.router.body.Channel;

/** Everything of one answer that the client was told so far, for formats that say a text again once it is complete. */
final class ReleasedTexts {
    private final Map<Channel, StringBuilder> told = new HashMap<>();

    void add(Channel channel, String text) {
        told.computeIfAbsent(channel, first -> new StringBuilder()).append(text);
    }

    String of(Channel channel) {
        StringBuilder text = told.get(channel);
        return text == null ? "" : text.toString();
    }
}
