package org.llmops.simulator.answering;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the lines of a user message that begin with an exclamation mark demand. A line that is no directive, or a
 * malformed one, stays part of the prose.
 *
 * @param prose the message without its directives
 * @param cachedTokens how much of the prompt to report as read from the cache
 * @param reasoningTokens how many tokens to think before the answer
 */
record Directives(String prose, List<Demand> demands, int cachedTokens, int reasoningTokens) {

    private static final int LARGEST_NUMBER = 100_000;

    static Directives of(String message) {
        List<String> prose = new ArrayList<>();
        List<Demand> demands = new ArrayList<>();
        int cached = 0;
        int reasoning = 0;
        for (String line : message.lines().toList()) {
            String argument = argument(line);
            OptionalInt number = number(argument);
            Optional<Demand> demand = demand(name(line), argument);
            if (demand.isPresent()) {
                demands.add(demand.get());
            } else if (name(line).equals("!cached") && number.isPresent()) {
                cached = number.getAsInt();
            } else if (name(line).equals("!reasoning") && number.isPresent()) {
                reasoning = number.getAsInt();
            } else {
                prose.add(line);
            }
        }
        return new Directives(String.join("\n", prose).strip(), demands, cached, reasoning);
    }

    private static Optional<Demand> demand(String name, String argument) {
        return switch (name) {
            case "!echo" -> Optional.of(new Demand.Echo());
            case "!transcript" -> Optional.of(new Demand.Transcript());
            case "!say" -> Optional.of(new Demand.Say(argument));
            case "!json" -> json(argument).map(Demand.Say::new);
            case "!words" ->
                number(argument).stream().boxed().<Demand>map(Demand.Words::new).findFirst();
            case "!tool" -> call(argument);
            default -> Optional.empty();
        };
    }

    private static Optional<Demand> call(String argument) {
        String[] toolAndArguments = argument.split("\\s+", 2);
        String arguments = toolAndArguments.length == 2 ? toolAndArguments[1] : "{}";
        return toolAndArguments[0].isEmpty()
                ? Optional.empty()
                : json(arguments)
                        .filter(json -> json.startsWith("{"))
                        .map(json -> new Demand.Call(toolAndArguments[0], json));
    }

    /** The text unchanged, if it is JSON. */
    private static Optional<String> json(String text) {
        try {
            return text.isEmpty() || Json.decodeValue(text) == null ? Optional.empty() : Optional.of(text);
        } catch (DecodeException malformed) {
            return Optional.empty();
        }
    }

    private static OptionalInt number(String text) {
        try {
            int number = Integer.parseInt(text);
            return number >= 0 && number <= LARGEST_NUMBER ? OptionalInt.of(number) : OptionalInt.empty();
        } catch (NumberFormatException notANumber) {
            return OptionalInt.empty();
        }
    }

    private static String name(String line) {
        int space = line.indexOf(' ');
        return space < 0 ? line.strip() : line.substring(0, space);
    }

    private static String argument(String line) {
        int space = line.indexOf(' ');
        return space < 0 ? "" : line.substring(space + 1).strip();
    }
}
