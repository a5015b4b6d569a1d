package org.llmops.simulator.gemini;

import static org.llmops.simulator.gemini.GeminiDialect.GEMINI;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.llmops.simulator.answering.Effort;
import org.llmops.simulator.answering.Message;
import org.llmops.simulator.answering.OutputFormat;
import org.llmops.simulator.answering.Prompt;
import org.llmops.simulator.answering.Tool;
import org.llmops.simulator.answering.ToolChoice;
import org.llmops.simulator.serving.Fields;

/** The body of a request for content. */
record ContentRequest(Prompt prompt, boolean showsThoughts, int candidates) {

    private static final int MOST_CANDIDATES = 8;

    static ContentRequest of(Fields body) {
        Fields config = body.object("generationConfig").orElseGet(() -> Fields.of(new JsonObject(), GEMINI));
        Fields thinking = config.object("thinkingConfig").orElseGet(() -> Fields.of(new JsonObject(), GEMINI));
        config.number("temperature", 0, 2);
        config.number("topP", 0, 1);
        List<Tool> tools = tools(body);
        Prompt prompt = new Prompt(
                        messages(body),
                        tools,
                        toolChoice(body, tools),
                        format(config),
                        config.count("maxOutputTokens"),
                        config.array("stopSequences").orElseGet(JsonArray::new).stream()
                                .map(String::valueOf)
                                .toList())
                .thinking(thinkingTokens(thinking));
        return new ContentRequest(
                prompt,
                thinking.flag("includeThoughts"),
                config.integer("candidateCount", 1, MOST_CANDIDATES).orElse(1));
    }

    static List<Message> messages(Fields body) {
        List<Message> messages = new ArrayList<>();
        body.object("systemInstruction")
                .ifPresent(system -> messages.addAll(ContentParts.read(Message.Role.SYSTEM, system)));
        if (body.objects("contents").isEmpty()) {
            throw GEMINI.missing("GenerateContentRequest.contents");
        }
        for (Fields content : body.objects("contents")) {
            messages.addAll(ContentParts.read(role(content), content));
        }
        return messages;
    }

    private static Message.Role role(Fields content) {
        String role = content.text("role").orElse("user");
        return switch (role) {
            case "user", "function" -> Message.Role.USER;
            case "model" -> Message.Role.ASSISTANT;
            default -> throw GEMINI.invalid(content.path("role"), "Please use a valid role: user, model.");
        };
    }

    private static List<Tool> tools(Fields body) {
        List<Tool> tools = new ArrayList<>();
        for (Fields group : body.objects("tools")) {
            for (Fields function : group.objects("functionDeclarations")) {
                JsonObject parameters = function.object("parameters")
                        .or(() -> function.object("parametersJsonSchema"))
                        .map(Fields::json)
                        .orElseGet(JsonObject::new);
                tools.add(new Tool(function.requiredText("name"), parameters, function.json()));
            }
        }
        return tools;
    }

    private static ToolChoice toolChoice(Fields body, List<Tool> tools) {
        Fields config = body.object("toolConfig")
                .flatMap(tool -> tool.object("functionCallingConfig"))
                .orElse(null);
        if (config == null) {
            return new ToolChoice.Auto();
        }
        JsonArray allowed = config.array("allowedFunctionNames").orElseGet(JsonArray::new);
        return switch (config.text("mode").orElse("AUTO")) {
            case "AUTO", "VALIDATED", "MODE_UNSPECIFIED" -> new ToolChoice.Auto();
            case "NONE" -> new ToolChoice.None();
            case "ANY" ->
                tools.stream()
                        .filter(tool -> allowed.contains(tool.name()))
                        .<ToolChoice>map(ToolChoice.Named::new)
                        .findFirst()
                        .orElseGet(ToolChoice.Any::new);
            default -> throw GEMINI.invalid("tool_config.function_calling_config.mode", "There is no such mode.");
        };
    }

    private static OutputFormat format(Fields config) {
        if (!config.text("responseMimeType").orElse("text/plain").equals("application/json")) {
            return new OutputFormat.Text();
        }
        return config.object("responseSchema")
                .or(() -> config.object("responseJsonSchema"))
                .<OutputFormat>map(schema -> new OutputFormat.Schema(schema.json()))
                .orElseGet(OutputFormat.Json::new);
    }

    private static int thinkingTokens(Fields thinking) {
        OptionalInt budget = thinking.integer("thinkingBudget", -1, Integer.MAX_VALUE);
        if (budget.isPresent()) {
            return budget.getAsInt() < 0 ? Effort.MEDIUM.tokens() : Effort.within(budget.getAsInt());
        }
        return thinking.text("thinkingLevel")
                .map(level -> Effort.named(level)
                        .orElseThrow(() -> GEMINI.invalid(
                                "generation_config.thinking_config.thinking_level", "There is no such level.")))
                .orElse(Effort.NONE)
                .tokens();
    }
}
