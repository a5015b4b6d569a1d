package org.llmops.simulator.answering;

import io.vertx.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.llmops.simulator.answering.Answer.ToolCall;

/**
 * The tool calls that a message asks for without an order: a tool whose name shares a word of four letters or more with
 * the message is called once for each name in it ("the weather in Oslo and New York"), with that name as its free
 * strings.
 */
final class Mentions {

    private static final int SHORTEST_WORD = 4;
    private static final int MOST_CALLS = 8;

    private Mentions() {}

    static List<ToolCall> calls(Prompt prompt, String prose) {
        Set<String> said = words(prose).collect(Collectors.toSet());
        List<String> names = names(prose);
        return prompt.tools().stream()
                .filter(tool -> words(spaced(tool.name())).anyMatch(said::contains))
                .flatMap(tool ->
                        (names.isEmpty() ? List.of(prose) : names).stream().map(name -> call(tool, name)))
                .limit(prompt.severalCalls() ? MOST_CALLS : 1)
                .toList();
    }

    static ToolCall call(Tool tool, String text) {
        return new ToolCall(tool.name(), Tokens.split(Json.encode(JsonSample.of(tool.parameters(), text))));
    }

    private static Stream<String> words(String text) {
        return Stream.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                .filter(word -> word.length() >= SHORTEST_WORD);
    }

    /** {@code getWeather} as two words. */
    private static String spaced(String name) {
        return name.replaceAll("(\\p{Ll})(\\p{Lu})", "$1 $2");
    }

    /** Words with a capital that do not begin a sentence; neighbours are one name. */
    private static List<String> names(String prose) {
        List<String> names = new ArrayList<>();
        boolean sentenceBegins = true;
        boolean nameGoesOn = false;
        for (String word : prose.split("\\s+")) {
            String bare = word.replaceAll("[^\\p{L}\\p{N}'-]", "");
            boolean name = !sentenceBegins && bare.length() > 1 && Character.isUpperCase(bare.codePointAt(0));
            if (name && nameGoesOn) {
                names.add(names.removeLast() + " " + bare);
            } else if (name) {
                names.add(bare);
            }
            nameGoesOn = name && word.endsWith(bare);
            sentenceBegins = word.endsWith(".") || word.endsWith("!") || word.endsWith("?");
        }
        return names;
    }
}
