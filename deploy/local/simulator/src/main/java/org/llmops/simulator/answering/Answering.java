package org.llmops.simulator.answering;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.llmops.simulator.answering.Answer.Part;
import org.llmops.simulator.answering.Answer.Text;
import org.llmops.simulator.answering.Answer.ToolCall;

/** The model: the same prompt always gets the same answer. */
public final class Answering {

    private static final int LONGEST_QUOTE = 4_000;

    private Answering() {}

    /** The answer to the prompt, within its limits. */
    public static Answer answer(Prompt prompt) {
        Directives directives = Directives.of(prompt.lastUserText());
        return Limits.keep(prompt, directives, parts(prompt, directives));
    }

    private static List<Part> parts(Prompt prompt, Directives directives) {
        List<Part> demanded = prompt.endsWithToolResult() ? List.of() : demanded(prompt, directives);
        if (demanded.stream().anyMatch(ToolCall.class::isInstance)) {
            return demanded;
        }
        return switch (prompt.toolChoice()) {
            case ToolChoice.Any()
            when !prompt.tools().isEmpty() -> List.of(sampleCall(prompt.tools().getFirst(), directives));
            case ToolChoice.Named(Tool tool) -> List.of(sampleCall(tool, directives));
            default -> demanded.isEmpty() ? unordered(prompt, directives) : demanded;
        };
    }

    private static List<Part> unordered(Prompt prompt, Directives directives) {
        boolean mayCall = prompt.toolChoice() instanceof ToolChoice.Auto && !prompt.endsWithToolResult();
        List<ToolCall> calls = mayCall ? Mentions.calls(prompt, directives.prose()) : List.of();
        return calls.isEmpty() ? List.of(text(unprompted(prompt, directives))) : List.copyOf(calls);
    }

    /** First what is to be said, all of it as one text, then the calls. */
    private static List<Part> demanded(Prompt prompt, Directives directives) {
        List<String> lines = new ArrayList<>();
        List<Part> calls = new ArrayList<>();
        for (Demand demand : directives.demands()) {
            switch (demand) {
                case Demand.Echo() -> lines.add(directives.prose());
                case Demand.Transcript() -> lines.add(transcript(prompt));
                case Demand.Say(String text) -> lines.add(text);
                case Demand.Words(int count) -> lines.add(Vocabulary.words(count));
                case Demand.Call(String tool, String arguments) ->
                    calls.add(new ToolCall(tool, Tokens.split(arguments)));
            }
        }
        List<Part> parts = new ArrayList<>();
        if (!lines.isEmpty()) {
            parts.add(text(String.join("\n", lines)));
        }
        if (!(prompt.toolChoice() instanceof ToolChoice.None)) {
            parts.addAll(calls);
        }
        return parts;
    }

    private static String unprompted(Prompt prompt, Directives directives) {
        String quote =
                quote(prompt.endsWithToolResult() ? prompt.messages().getLast().text() : directives.prose());
        String prose = prompt.endsWithToolResult()
                ? "The tool answered: \"" + quote + "\". That settles it; tell me if you want it checked again."
                : "You wrote: \"" + quote + "\". Start with the part that matters most to you, and I can go into the"
                        + " details of each step from there.";
        return switch (prompt.format()) {
            case OutputFormat.Text() -> prose;
            case OutputFormat.Json() -> new JsonObject().put("answer", prose).encode();
            case OutputFormat.Schema(JsonObject schema) -> Json.encode(JsonSample.of(schema, quote));
        };
    }

    private static ToolCall sampleCall(Tool tool, Directives directives) {
        return Mentions.call(tool, quote(directives.prose()));
    }

    private static Text text(String text) {
        return new Text(Tokens.split(text));
    }

    private static String quote(String text) {
        if (text.length() <= LONGEST_QUOTE) {
            return text;
        }
        boolean splitsPair = Character.isHighSurrogate(text.charAt(LONGEST_QUOTE - 1));
        return text.substring(0, splitsPair ? LONGEST_QUOTE - 1 : LONGEST_QUOTE) + "…";
    }

    private static String transcript(Prompt prompt) {
        return prompt.messages().stream()
                .map(message -> message.role().name().toLowerCase(Locale.ROOT) + ": " + message.text())
                .collect(Collectors.joining("\n"));
    }
}
