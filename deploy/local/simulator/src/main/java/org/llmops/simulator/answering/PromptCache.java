package org.llmops.simulator.answering;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.llmops.simulator.answering.CacheMarks.Mark;

/** The beginnings of prompts that were marked to be kept. Of the real ones' rules it has neither the least length nor the expiry. */
public final class PromptCache {

    private static final int MOST_PREFIXES = 1_000;

    private final Map<String, Boolean> known = new LinkedHashMap<>(16, 0.75F, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_PREFIXES;
        }
    };

    /**
     * How a prompt met the cache.
     *
     * @param read the tokens of the longest beginning that was there
     */
    public record Use(int read, Usage.CacheWrite written) {
        static final Use NONE = new Use(0, Usage.CacheWrite.NOTHING);

        /** The same within a prompt of that many tokens. */
        Use within(int prompt) {
            int read = Math.min(this.read, prompt);
            int minutes = Math.min(written.minutes(), prompt - read);
            return new Use(read, new Usage.CacheWrite(minutes, Math.min(written.hour(), prompt - read - minutes)));
        }
    }

    /** Looks up what is marked, and keeps what was not there. */
    public synchronized Prompt meet(Prompt prompt, CacheMarks marks) {
        return prompt.with(use(marks.marks()));
    }

    private Use use(List<Mark> marks) {
        int read = marks.stream()
                .filter(mark -> known.containsKey(mark.prefix()))
                .mapToInt(Mark::tokens)
                .max()
                .orElse(0);
        int end = read;
        int minutes = 0;
        int hour = 0;
        for (Mark mark : marks) {
            int more = Math.max(0, mark.tokens() - end);
            minutes += mark.hour() ? 0 : more;
            hour += mark.hour() ? more : 0;
            end += more;
            known.put(mark.prefix(), true);
        }
        return new Use(read, new Usage.CacheWrite(minutes, hour));
    }
}
