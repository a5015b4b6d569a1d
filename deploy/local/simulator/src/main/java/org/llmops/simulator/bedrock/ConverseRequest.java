package org.llmops.simulator.bedrock;

import static org.llmops.simulator.bedrock.BedrockDialect.BEDROCK;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.llmops.simulator.answering.CacheMarks;
import org.llmops.simulator.answering.Effort;
import org.llmops.simulator.answering.Message;
import org.llmops.simulator.answering.OutputFormat;
import org.llmops.simulator.answering.Prompt;
import org.llmops.simulator.answering.Tool;
import org.llmops.simulator.answering.ToolChoice;
import org.llmops.simulator.serving.Fields;

/** The body of a conversation. */
record ConverseRequest(Prompt prompt, CacheMarks marks) {

    static ConverseRequest of(Fields body) {
        Fields config = body.object("inferenceConfig").orElseGet(() -> Fields.of(new JsonObject(), BEDROCK));
        config.number("temperature", 0, 1);
        config.number("topP", 0, 1);
        CacheMarks marks = new CacheMarks();
        List<Tool> tools = tools(body, marks);
        Prompt prompt = new Prompt(
                        messages(body, marks),
                        tools,
                        toolChoice(body, tools),
                        format(body),
                        config.count("maxTokens"),
                        config.array("stopSequences").orElseGet(JsonArray::new).stream()
                                .map(String::valueOf)
                                .toList())
                .thinking(thinkingTokens(body));
        return new ConverseRequest(prompt, marks);
    }

    private static List<Message> messages(Fields body, CacheMarks marks) {
        List<Message> messages = new ArrayList<>();
        for (Fields block : body.objects("system")) {
            mark(block, marks);
            block.text("text").ifPresent(text -> messages.add(new Message(Message.Role.SYSTEM, text)));
        }
        if (body.array("messages").isEmpty()) {
            throw BEDROCK.missing("messages");
        }
        for (Fields message : body.objects("messages")) {
            message.objects("content").forEach(block -> mark(block, marks));
            messages.addAll(ConverseContent.read(message));
        }
        return messages;
    }

    /** What comes before a cache point is to be kept. */
    private static void mark(Fields block, CacheMarks marks) {
        block.object("cachePoint")
                .ifPresentOrElse(
                        point -> marks.keep(point.text("ttl").orElse("5m").equals("1h")),
                        () -> marks.read(block.json()));
    }

    private static List<Tool> tools(Fields body, CacheMarks marks) {
        List<Tool> tools = new ArrayList<>();
        body.object("toolConfig").ifPresent(config -> {
            for (Fields tool : config.objects("tools")) {
                mark(tool, marks);
                tool.object("toolSpec")
                        .ifPresent(spec -> tools.add(new Tool(
                                spec.requiredText("name"),
                                spec.requiredObject("inputSchema")
                                        .requiredObject("json")
                                        .json(),
                                spec.json())));
            }
        });
        return tools;
    }

    private static ToolChoice toolChoice(Fields body, List<Tool> tools) {
        Fields choice = body.object("toolConfig")
                .flatMap(config -> config.object("toolChoice"))
                .orElse(null);
        if (choice == null || choice.object("auto").isPresent()) {
            return new ToolChoice.Auto();
        }
        if (choice.object("any").isPresent()) {
            return new ToolChoice.Any();
        }
        String name = choice.requiredObject("tool").requiredText("name");
        return tools.stream()
                .filter(tool -> tool.name().equals(name))
                .<ToolChoice>map(ToolChoice.Named::new)
                .findFirst()
                .orElseThrow(() -> BEDROCK.invalid("toolConfig.toolChoice", "There is no tool '" + name + "'."));
    }

    /** The schema comes as a string here. */
    private static OutputFormat format(Fields body) {
        Fields schema = body.object("outputConfig")
                .flatMap(config -> config.object("textFormat"))
                .flatMap(format -> format.object("structure"))
                .flatMap(structure -> structure.object("jsonSchema"))
                .orElse(null);
        if (schema == null) {
            return new OutputFormat.Text();
        }
        try {
            return new OutputFormat.Schema(new JsonObject(schema.requiredText("schema")));
        } catch (DecodeException malformed) {
            throw BEDROCK.invalid("outputConfig.textFormat.structure.jsonSchema.schema", "It is no JSON.");
        }
    }

    /** In the fields that are the model's own, under Anthropic's name or under the older one of Bedrock. */
    private static int thinkingTokens(Fields body) {
        return body.object("additionalModelRequestFields")
                .flatMap(own -> own.object("thinking").or(() -> own.object("reasoning_config")))
                .filter(thinking -> !thinking.requiredText("type").equals("disabled"))
                .map(thinking -> Effort.within(thinking.count("budget_tokens").orElse(Effort.MEDIUM.tokens())))
                .orElse(0);
    }
}
