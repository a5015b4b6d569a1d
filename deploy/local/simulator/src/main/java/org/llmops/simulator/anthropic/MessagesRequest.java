package org.llmops.simulator.anthropic;

import static org.llmops.simulator.anthropic.AnthropicDialect.ANTHROPIC;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.llmops.simulator.answering.CacheMarks;
import org.llmops.simulator.answering.Effort;
import org.llmops.simulator.answering.Message;
import org.llmops.simulator.answering.OutputFormat;
import org.llmops.simulator.answering.Prompt;
import org.llmops.simulator.answering.Tool;
import org.llmops.simulator.answering.ToolChoice;
import org.llmops.simulator.serving.Fields;

/** What the bodies of messages and of token counts have in common. */
final class MessagesRequest {

    private static final int LEAST_BUDGET = 1_024;

    private MessagesRequest() {}

    static Prompt prompt(Fields body, OptionalInt maxTokens) {
        List<Message> messages = new ArrayList<>(system(body));
        if (body.array("messages").isEmpty()) {
            throw ANTHROPIC.missing("messages");
        }
        body.objects("messages").forEach(message -> messages.addAll(MessageContent.read(message)));
        if (body.objects("messages").isEmpty()) {
            throw ANTHROPIC.invalid("messages", "at least one message is required");
        }
        List<Tool> tools = tools(body);
        return new Prompt(messages, tools, toolChoice(body, tools), format(body), maxTokens, stops(body))
                .thinking(thinkingTokens(body, maxTokens))
                .severalCalls(!body.object("tool_choice")
                        .map(choice -> choice.flag("disable_parallel_tool_use"))
                        .orElse(false));
    }

    private static int thinkingTokens(Fields body, OptionalInt maxTokens) {
        Fields thinking = body.object("thinking").orElse(null);
        if (thinking == null) {
            return 0;
        }
        return switch (thinking.requiredText("type")) {
            case "disabled" -> 0;
            case "adaptive" -> effort(body);
            case "enabled" -> {
                int budget = thinking.integer("budget_tokens", LEAST_BUDGET, Integer.MAX_VALUE)
                        .orElseThrow(() -> ANTHROPIC.missing("thinking.enabled.budget_tokens"));
                if (maxTokens.isPresent() && budget >= maxTokens.getAsInt()) {
                    throw ANTHROPIC.invalid("max_tokens", "It must be greater than `thinking.budget_tokens`.");
                }
                yield Effort.within(budget);
            }
            default -> throw ANTHROPIC.invalid("thinking.type", "Input should be 'enabled', 'disabled' or 'adaptive'");
        };
    }

    private static int effort(Fields body) {
        return body.object("output_config")
                .flatMap(config -> config.text("effort"))
                .flatMap(Effort::named)
                .orElse(Effort.MEDIUM)
                .tokens();
    }

    /** What is marked with {@code cache_control}: tools come first, then the system prompt, then messages. */
    static CacheMarks marks(Fields body) {
        CacheMarks marks = new CacheMarks();
        body.objects("tools").forEach(block -> mark(block, marks));
        if (body.value("system") instanceof JsonArray) {
            body.objects("system").forEach(block -> mark(block, marks));
        } else {
            body.text("system").ifPresent(text -> marks.read(new JsonObject().put("text", text)));
        }
        for (Fields message : body.objects("messages")) {
            if (message.value("content") instanceof JsonArray) {
                message.objects("content").forEach(block -> mark(block, marks));
            } else {
                message.text("content").ifPresent(text -> marks.read(new JsonObject().put("text", text)));
            }
        }
        return marks;
    }

    private static void mark(Fields block, CacheMarks marks) {
        marks.read(block.json());
        block.object("cache_control")
                .ifPresent(
                        control -> marks.keep(control.text("ttl").orElse("5m").equals("1h")));
    }

    private static List<Message> system(Fields body) {
        return switch (body.value("system")) {
            case String text -> List.of(new Message(Message.Role.SYSTEM, text));
            case null -> List.of();
            default ->
                body.objects("system").stream()
                        .map(block -> new Message(Message.Role.SYSTEM, block.requiredText("text")))
                        .toList();
        };
    }

    private static List<Tool> tools(Fields body) {
        List<Tool> tools = new ArrayList<>();
        for (Fields tool : body.objects("tools")) {
            if (tool.text("type").orElse("custom").equals("custom")) {
                tools.add(new Tool(
                        tool.requiredText("name"),
                        tool.requiredObject("input_schema").json(),
                        tool.json()));
            }
        }
        return tools;
    }

    private static ToolChoice toolChoice(Fields body, List<Tool> tools) {
        Fields choice = body.object("tool_choice").orElse(null);
        if (choice == null) {
            return new ToolChoice.Auto();
        }
        return switch (choice.requiredText("type")) {
            case "auto" -> new ToolChoice.Auto();
            case "none" -> new ToolChoice.None();
            case "any" -> new ToolChoice.Any();
            case "tool" -> named(choice.requiredText("name"), tools);
            default -> throw ANTHROPIC.invalid("tool_choice.type", "Input should be 'auto', 'any', 'tool' or 'none'");
        };
    }

    private static ToolChoice named(String name, List<Tool> tools) {
        return tools.stream()
                .filter(tool -> tool.name().equals(name))
                .<ToolChoice>map(ToolChoice.Named::new)
                .findFirst()
                .orElseThrow(() -> ANTHROPIC.invalid("tool_choice", "Tool '" + name + "' not found in provided tools"));
    }

    private static OutputFormat format(Fields body) {
        return body.object("output_config")
                .flatMap(config -> config.object("format"))
                .<OutputFormat>map(format ->
                        new OutputFormat.Schema(format.requiredObject("schema").json()))
                .orElseGet(OutputFormat.Text::new);
    }

    private static List<String> stops(Fields body) {
        return body.array("stop_sequences").orElseGet(JsonArray::new).stream()
                .map(String::valueOf)
                .toList();
    }
}
