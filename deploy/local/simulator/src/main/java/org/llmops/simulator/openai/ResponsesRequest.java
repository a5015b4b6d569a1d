package org.llmops.simulator.openai;

import static org.llmops.simulator.openai.OpenAiDialect.OPENAI;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.llmops.simulator.answering.Message;
import org.llmops.simulator.answering.OutputFormat;
import org.llmops.simulator.answering.Prompt;
import org.llmops.simulator.answering.Tool;
import org.llmops.simulator.answering.ToolChoice;
import org.llmops.simulator.serving.Fields;
import org.llmops.simulator.serving.JsonType;
import org.llmops.simulator.serving.Refusal;

/** The body of a request to the responses API. The simulator stores no response, so none can be continued. */
record ResponsesRequest(Prompt prompt, boolean stream) {

    static ResponsesRequest of(Fields body) {
        body.text("previous_response_id").ifPresent(id -> {
            throw new Refusal(
                    400,
                    "invalid_request_error",
                    "Previous response with id '" + id + "' not found.",
                    "previous_response_id",
                    "previous_response_not_found");
        });
        body.number("temperature", 0, 2);
        body.number("top_p", 0, 1);
        List<Tool> tools = tools(body);
        Prompt prompt = new Prompt(
                        messages(body),
                        tools,
                        toolChoice(body, tools),
                        format(body),
                        body.integer("max_output_tokens", 1, Integer.MAX_VALUE),
                        List.of())
                .thinking(ChatRequest.thinkingTokens(
                        body.object("reasoning").flatMap(reasoning -> reasoning.text("effort")), "reasoning.effort"))
                .severalCalls(!Boolean.FALSE.equals(body.value("parallel_tool_calls")));
        return new ResponsesRequest(prompt, body.flag("stream"));
    }

    private static List<Message> messages(Fields body) {
        List<Message> messages = new ArrayList<>();
        body.text("instructions").ifPresent(text -> messages.add(new Message(Message.Role.SYSTEM, text)));
        switch (body.value("input")) {
            case String text -> messages.add(new Message(Message.Role.USER, text));
            case JsonArray ignored -> {
                List<Message> items = body.objects("input").stream()
                        .map(ResponsesRequest::item)
                        .toList();
                if (items.isEmpty()) {
                    throw OPENAI.emptyArray("input");
                }
                messages.addAll(items);
            }
            case null -> throw OPENAI.missing("input");
            case Object other -> throw OPENAI.mistyped("input", JsonType.STRING, other);
        }
        return messages;
    }

    private static Message item(Fields item) {
        String type = item.text("type").orElse("message");
        return switch (type) {
            case "message" -> ChatContent.message(role(item), item);
            case "function_call" ->
                new Message(Message.Role.ASSISTANT, item.requiredText("name") + " " + item.requiredText("arguments"));
            case "function_call_output" -> new Message(Message.Role.TOOL, item.requiredText("output"));
            case "reasoning" -> new Message(Message.Role.ASSISTANT, "");
            default -> throw OPENAI.invalid(item.path("type"), "'" + type + "' is not supported.");
        };
    }

    private static Message.Role role(Fields item) {
        String role = item.requiredText("role");
        return switch (role) {
            case "system", "developer" -> Message.Role.SYSTEM;
            case "user" -> Message.Role.USER;
            case "assistant" -> Message.Role.ASSISTANT;
            default ->
                throw OPENAI.invalid(
                        item.path("role"), "'" + role + "' is none of 'assistant', 'system', 'developer', and 'user'.");
        };
    }

    private static List<Tool> tools(Fields body) {
        List<Tool> tools = new ArrayList<>();
        for (Fields tool : body.objects("tools")) {
            if (tool.requiredText("type").equals("function")) {
                tools.add(new Tool(
                        tool.requiredText("name"),
                        tool.object("parameters").map(Fields::json).orElseGet(JsonObject::new),
                        tool.json()));
            }
        }
        return tools;
    }

    private static ToolChoice toolChoice(Fields body, List<Tool> tools) {
        return switch (body.value("tool_choice")) {
            case String mode -> ChatRequest.mode(mode);
            case JsonObject choice
            when choice.getValue("name") instanceof String name -> ChatRequest.named(name, tools);
            case null, default -> new ToolChoice.Auto();
        };
    }

    private static OutputFormat format(Fields body) {
        Fields format =
                body.object("text").flatMap(text -> text.object("format")).orElse(null);
        if (format == null) {
            return new OutputFormat.Text();
        }
        return switch (format.requiredText("type")) {
            case "text" -> new OutputFormat.Text();
            case "json_object" -> new OutputFormat.Json();
            case "json_schema" -> {
                format.requiredText("name");
                yield new OutputFormat.Schema(format.requiredObject("schema").json());
            }
            default ->
                throw OPENAI.invalid(
                        "text.format.type", "Supported values are: 'json_object', 'json_schema', and 'text'.");
        };
    }
}
