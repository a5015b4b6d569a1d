package org.llmops.simulator.answering;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.llmops.simulator.answering.Answer.Finish;
import org.llmops.simulator.answering.Answer.Part;
import org.llmops.simulator.answering.Answer.Text;
import org.llmops.simulator.answering.Answer.ToolCall;

/** Ends an answer at the caller's stop sequences and token limit. */
final class Limits {

    private Limits() {}

    static Answer keep(Prompt prompt, Directives directives, List<Part> wanted) {
        List<Part> kept = new ArrayList<>();
        Finish finish = wanted.stream().anyMatch(ToolCall.class::isInstance) ? Finish.TOOL_CALLS : Finish.COMPLETE;
        Optional<String> stop = Optional.empty();
        int limit = prompt.maxTokens().orElse(Integer.MAX_VALUE);
        int reasoning = Math.min(Math.max(directives.reasoningTokens(), prompt.thinkingTokens()), limit);
        int used = reasoning;
        for (Part part : wanted) {
            Part heard = part;
            if (part instanceof Text text) {
                stop = firstStop(text.joined(), prompt.stops());
                heard = stop.map(sequence -> before(sequence, text)).orElse(text);
            }
            List<String> tokens =
                    heard.tokens().subList(0, Math.min(heard.tokens().size(), limit - used));
            used += tokens.size();
            kept.add(
                    heard instanceof ToolCall(String name, List<String> ignored)
                            ? new ToolCall(name, tokens)
                            : new Text(tokens));
            if (tokens.size() < heard.tokens().size()) {
                finish = Finish.LENGTH;
                stop = Optional.empty();
                break;
            }
            if (stop.isPresent()) {
                finish = Finish.STOP_SEQUENCE;
                break;
            }
        }
        int promptTokens = prompt.tokens();
        PromptCache.Use cache = prompt.cache().within(promptTokens);
        int cached = Math.max(
                cache.read(),
                Math.min(
                        directives.cachedTokens(),
                        promptTokens - cache.written().total()));
        Usage usage = new Usage(promptTokens, cached, cache.written(), prompt.audioTokens(), used, reasoning);
        return new Answer(List.copyOf(kept), finish, stop.orElse(null), usage);
    }

    private static Text before(String sequence, Text text) {
        String joined = text.joined();
        return new Text(Tokens.split(joined.substring(0, joined.indexOf(sequence))));
    }

    private static Optional<String> firstStop(String text, List<String> stops) {
        return stops.stream().filter(text::contains).min(Comparator.comparingInt(text::indexOf));
    }
}
