package org.llmops.simulator.cohere;

import static org.llmops.simulator.cohere.CohereDialect.COHERE;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.llmops.simulator.answering.Effort;
import org.llmops.simulator.answering.Message;
import org.llmops.simulator.answering.OutputFormat;
import org.llmops.simulator.answering.Prompt;
import org.llmops.simulator.answering.Tool;
import org.llmops.simulator.answering.ToolChoice;
import org.llmops.simulator.serving.Fields;
import org.llmops.simulator.serving.JsonType;

/** The body of a chat. */
final class CohereChatRequest {

    private CohereChatRequest() {}

    static Prompt prompt(Fields body) {
        body.number("temperature", 0, 1);
        body.number("p", 0.01, 0.99);
        List<Message> messages = body.objects("messages").stream()
                .map(CohereChatRequest::message)
                .toList();
        if (messages.isEmpty()) {
            throw COHERE.missing("messages");
        }
        List<Tool> tools = tools(body);
        return new Prompt(
                        messages,
                        tools,
                        toolChoice(body),
                        format(body),
                        body.count("max_tokens"),
                        body.array("stop_sequences").orElseGet(JsonArray::new).stream()
                                .map(String::valueOf)
                                .toList())
                .thinking(thinkingTokens(body));
    }

    private static Message message(Fields message) {
        return switch (message.requiredText("role")) {
            case "system", "developer" -> content(Message.Role.SYSTEM, message);
            case "user" -> content(Message.Role.USER, message);
            case "tool" -> {
                message.requiredText("tool_call_id");
                yield content(Message.Role.TOOL, message);
            }
            case "assistant" -> assistant(message);
            default -> throw COHERE.invalid(message.path("role"), "valid roles are user, assistant, system and tool");
        };
    }

    private static Message assistant(Fields message) {
        List<String> lines = new ArrayList<>();
        message.text("tool_plan").ifPresent(lines::add);
        if (message.value("content") != null) {
            lines.add(content(Message.Role.ASSISTANT, message).text());
        }
        for (Fields call : message.objects("tool_calls")) {
            Fields function = call.requiredObject("function");
            lines.add(function.requiredText("name") + " " + function.requiredText("arguments"));
        }
        return new Message(Message.Role.ASSISTANT, String.join("\n", lines));
    }

    private static Message content(Message.Role role, Fields message) {
        return switch (message.value("content")) {
            case String text -> new Message(role, text);
            case JsonArray ignored -> parts(role, message.objects("content"));
            case null -> throw COHERE.missing(message.path("content"));
            case Object other -> throw COHERE.mistyped(message.path("content"), JsonType.STRING, other);
        };
    }

    private static Message parts(Message.Role role, List<Fields> parts) {
        List<String> texts = new ArrayList<>();
        int images = 0;
        for (Fields part : parts) {
            switch (part.requiredText("type")) {
                case "text" -> texts.add(part.requiredText("text"));
                case "document" ->
                    texts.add(part.requiredObject("document").json().encode());
                case "image_url" -> images++;
                case "thinking" -> {
                    // accepted, and not understood
                }
                default -> throw COHERE.invalid(part.path("type"), "it is not supported");
            }
        }
        return new Message(role, String.join("\n", texts), images, 0);
    }

    private static List<Tool> tools(Fields body) {
        List<Tool> tools = new ArrayList<>();
        for (Fields tool : body.objects("tools")) {
            Fields function = tool.requiredObject("function");
            tools.add(new Tool(
                    function.requiredText("name"),
                    function.object("parameters").map(Fields::json).orElseGet(JsonObject::new),
                    tool.json()));
        }
        return tools;
    }

    private static ToolChoice toolChoice(Fields body) {
        return switch (body.text("tool_choice").orElse("")) {
            case "" -> new ToolChoice.Auto();
            case "REQUIRED" -> new ToolChoice.Any();
            case "NONE" -> new ToolChoice.None();
            default -> throw COHERE.invalid("tool_choice", "it has to be REQUIRED or NONE");
        };
    }

    private static OutputFormat format(Fields body) {
        Fields format = body.object("response_format").orElse(null);
        if (format == null || format.requiredText("type").equals("text")) {
            return new OutputFormat.Text();
        }
        return format.object("json_schema")
                .or(() -> format.object("schema"))
                .<OutputFormat>map(schema -> new OutputFormat.Schema(schema.json()))
                .orElseGet(OutputFormat.Json::new);
    }

    private static int thinkingTokens(Fields body) {
        return body.object("thinking")
                .filter(thinking -> thinking.requiredText("type").equals("enabled"))
                .map(thinking -> Effort.within(thinking.count("token_budget").orElse(Effort.MEDIUM.tokens())))
                .orElse(0);
    }
}
