package org.llmops.simulator.anthropic;

import static org.llmops.simulator.anthropic.AnthropicDialect.ANTHROPIC;

import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.llmops.simulator.answering.Message;
import org.llmops.simulator.answering.OutputFormat;
import org.llmops.simulator.answering.Prompt;
import org.llmops.simulator.answering.Tool;
import org.llmops.simulator.answering.ToolChoice;
import org.llmops.simulator.serving.Fields;

/** What the bodies of messages and of token counts have in common. */
final class MessagesRequest {

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
        return new Prompt(messages, tools, toolChoice(body, tools), format(body), maxTokens, stops(body));
    }

    private static List<Message> system(Fields body) {
        return switch (body.value("system")) {
            case String text -> List.of(new Message(Message.Role.SYSTEM, text, 0));
            case null -> List.of();
            default ->
                body.objects("system").stream()
                        .map(block -> new Message(Message.Role.SYSTEM, block.requiredText("text"), 0))
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
