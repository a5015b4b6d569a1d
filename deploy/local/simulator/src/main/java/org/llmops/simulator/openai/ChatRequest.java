package org.llmops.simulator.openai;

import static org.llmops.simulator.openai.OpenAiDialect.OPENAI;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.llmops.simulator.answering.Effort;
import org.llmops.simulator.answering.Message;
import org.llmops.simulator.answering.OutputFormat;
import org.llmops.simulator.answering.Prompt;
import org.llmops.simulator.answering.Tool;
import org.llmops.simulator.answering.ToolChoice;
import org.llmops.simulator.serving.Fields;
import org.llmops.simulator.serving.Refusal;

/**
 * The body of a chat completion.
 *
 * @param logprobs how many alternatives to show for each token; empty: not even the token's own probability
 */
record ChatRequest(
        Prompt prompt, int choices, OptionalInt logprobs, boolean stream, boolean usageInStream, boolean obfuscated) {

    private static final int MOST_CHOICES = 128;
    private static final int MOST_LOGPROBS = 20;

    static ChatRequest of(Fields body) {
        Fields streamOptions = body.object("stream_options").orElse(null);
        boolean stream = body.flag("stream");
        if (streamOptions != null && !stream) {
            throw OPENAI.invalid("stream_options", "It is only allowed when 'stream' is enabled.");
        }
        body.number("temperature", 0, 2);
        body.number("top_p", 0, 1);
        body.number("presence_penalty", -2, 2);
        body.number("frequency_penalty", -2, 2);
        body.integer("seed", Integer.MIN_VALUE, Integer.MAX_VALUE);
        List<Tool> tools = tools(body);
        return new ChatRequest(
                new Prompt(messages(body), tools, toolChoice(body, tools), format(body), maxTokens(body), stops(body))
                        .thinking(thinkingTokens(body.text("reasoning_effort"), "reasoning_effort"))
                        .severalCalls(!Boolean.FALSE.equals(body.value("parallel_tool_calls"))),
                body.integer("n", 1, MOST_CHOICES).orElse(1),
                logprobs(body),
                stream,
                streamOptions != null && streamOptions.flag("include_usage"),
                streamOptions == null || !Boolean.FALSE.equals(streamOptions.value("include_obfuscation")));
    }

    private static OptionalInt logprobs(Fields body) {
        OptionalInt alternatives = body.integer("top_logprobs", 0, MOST_LOGPROBS);
        if (body.flag("logprobs")) {
            return OptionalInt.of(alternatives.orElse(0));
        }
        if (alternatives.isPresent()) {
            throw OPENAI.invalid("top_logprobs", "It is only allowed when 'logprobs' is enabled.");
        }
        return OptionalInt.empty();
    }

    static int thinkingTokens(Optional<String> effort, String path) {
        return effort.map(name -> Effort.named(name)
                        .orElseThrow(() -> OPENAI.invalid(
                                path,
                                "Supported values are: 'none', 'minimal', 'low', 'medium', 'high', and 'xhigh'.")))
                .orElse(Effort.NONE)
                .tokens();
    }

    private static List<Message> messages(Fields body) {
        if (body.array("messages").isEmpty()) {
            throw OPENAI.missing("messages");
        }
        List<Message> messages =
                body.objects("messages").stream().map(ChatRequest::message).toList();
        if (messages.isEmpty()) {
            throw OPENAI.emptyArray("messages");
        }
        return messages;
    }

    private static Message message(Fields message) {
        String role = message.requiredText("role");
        return switch (role) {
            case "system", "developer" -> ChatContent.message(Message.Role.SYSTEM, message);
            case "user" -> ChatContent.message(Message.Role.USER, message);
            case "tool", "function" -> ChatContent.message(Message.Role.TOOL, message);
            case "assistant" -> ChatContent.ofAssistant(message);
            default ->
                throw OPENAI.invalid(
                        message.path("role"),
                        "'" + role
                                + "' is none of 'system', 'assistant', 'user', 'function', 'tool', and 'developer'.");
        };
    }

    private static List<Tool> tools(Fields body) {
        List<Tool> tools = new ArrayList<>();
        for (Fields tool : body.objects("tools")) {
            if (tool.requiredText("type").equals("function")) {
                Fields function = tool.requiredObject("function");
                tools.add(new Tool(
                        function.requiredText("name"),
                        function.object("parameters").map(Fields::json).orElseGet(JsonObject::new),
                        tool.json()));
            }
        }
        return tools;
    }

    private static ToolChoice toolChoice(Fields body, List<Tool> tools) {
        return switch (body.value("tool_choice")) {
            case String mode -> mode(mode);
            case JsonObject choice
            when choice.getValue("function") instanceof JsonObject function ->
                named(String.valueOf(function.getValue("name")), tools);
            case null, default -> new ToolChoice.Auto();
        };
    }

    static ToolChoice mode(String mode) {
        return switch (mode) {
            case "none" -> new ToolChoice.None();
            case "auto" -> new ToolChoice.Auto();
            case "required" -> new ToolChoice.Any();
            default -> throw OPENAI.invalid("tool_choice", "Supported values are: 'none', 'auto', and 'required'.");
        };
    }

    static ToolChoice named(String name, List<Tool> tools) {
        return tools.stream()
                .filter(tool -> tool.name().equals(name))
                .<ToolChoice>map(ToolChoice.Named::new)
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        400,
                        "invalid_request_error",
                        "Tool choice '" + name + "' not found in 'tools' parameter.",
                        "tool_choice",
                        null));
    }

    private static OutputFormat format(Fields body) {
        Fields format = body.object("response_format").orElse(null);
        if (format == null) {
            return new OutputFormat.Text();
        }
        return switch (format.requiredText("type").toLowerCase(Locale.ROOT)) {
            case "text" -> new OutputFormat.Text();
            case "json_object" -> new OutputFormat.Json();
            case "json_schema" -> {
                Fields schema = format.requiredObject("json_schema");
                schema.requiredText("name");
                yield new OutputFormat.Schema(
                        schema.object("schema").map(Fields::json).orElseGet(JsonObject::new));
            }
            default ->
                throw OPENAI.invalid(
                        "response_format.type", "Supported values are: 'json_object', 'json_schema', and 'text'.");
        };
    }

    private static OptionalInt maxTokens(Fields body) {
        OptionalInt old = body.integer("max_tokens", 1, Integer.MAX_VALUE);
        OptionalInt current = body.integer("max_completion_tokens", 1, Integer.MAX_VALUE);
        if (old.isPresent() && current.isPresent()) {
            throw new Refusal(
                    400,
                    "invalid_request_error",
                    "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.",
                    "max_tokens",
                    "invalid_parameter_combination");
        }
        return current.isPresent() ? current : old;
    }

    static List<String> stops(Fields body) {
        return switch (body.value("stop")) {
            case String stop -> List.of(stop);
            case JsonArray stops -> stops.stream().map(String::valueOf).toList();
            case null, default -> List.of();
        };
    }
}
