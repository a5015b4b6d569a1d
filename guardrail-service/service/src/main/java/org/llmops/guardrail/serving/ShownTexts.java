package org.llmops.guardrail.serving;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.screening.Segment;

/** What those are shown of a stream who note down what was found in it: each channel's beginning, and how long it was. */
final class ShownTexts {
    private final int most;
    private final Map<String, Shown> channels = new LinkedHashMap<>();

    /** @param most characters of each channel */
    ShownTexts(int most) {
        this.most = most;
    }

    void add(String channel, Source source, String text) {
        if (most > 0) {
            channels.computeIfAbsent(channel, name -> new Shown(name, source)).add(text, most);
        }
    }

    List<Segment> texts() {
        return channels.values().stream().map(Shown::segment).toList();
    }

    /** One channel. */
    private static final class Shown {
        private final String channel;
        private final Source source;
        private final StringBuilder text = new StringBuilder();
        private boolean cut;

        Shown(String channel, Source source) {
            this.channel = channel;
            this.source = source;
        }

        /** Half a character is worse than none: a pair is taken whole or not at all. */
        void add(String piece, int most) {
            int room = most - text.length();
            if (cut || piece.length() > room) {
                int end = cut ? 0 : room;
                text.append(piece, 0, end > 0 && Character.isHighSurrogate(piece.charAt(end - 1)) ? end - 1 : end);
                cut = true;
            } else {
                text.append(piece);
            }
        }

        Segment segment() {
            return new Segment(channel, source, text.toString(), !cut);
        }
    }
}
