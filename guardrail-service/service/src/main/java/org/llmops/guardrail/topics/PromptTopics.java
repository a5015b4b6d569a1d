package org.llmops.guardrail.topics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Remembers what the last few system prompts are about: most calls have the same one, and reading it takes longest. */
final class PromptTopics {
    static final int MAX = 16;

    private final Function<List<String>, Topic> reading;

    private final Map<List<String>, Topic> known = new LinkedHashMap<>(2 * MAX, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<String>, Topic> eldest) {
            return size() > MAX;
        }
    };

    PromptTopics(Function<List<String>, Topic> reading) {
        this.reading = reading;
    }

    Topic of(List<String> prompts) {
        synchronized (known) {
            Topic topic = known.get(prompts);
            if (topic != null) {
                return topic;
            }
        }
        Topic read = reading.apply(prompts);
        synchronized (known) {
            known.put(List.copyOf(prompts), read);
        }
        return read;
    }
}
