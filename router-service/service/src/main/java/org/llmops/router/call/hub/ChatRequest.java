package org.llmops.router.call.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;

/**
 * A chat completion request that a dialect takes member by member. Whatever nobody took is refused by its name, so that
 * nothing a client asked for can get lost without a word.
 */
public final class ChatRequest {
    /** These say how the answer travels, who asks, or how OpenAI's own house keeps it: no answer depends on them. */
    private static final Set<String> ABOUT_NO_ANSWER = Set.of(
            "model",
            "stream",
            "stream_options",
            "user",
            "safety_identifier",
            "metadata",
            "store",
            "service_tier",
            "cache_control",
            "prompt_cache_key",
            "prompt_cache_retention",
            "prediction");

    private final RequestBody body;
    private final ObjectNode tree;
    private final Set<String> taken = new HashSet<>(ABOUT_NO_ANSWER);

    private ChatRequest(RequestBody body, ObjectNode tree) {
        this.body = body;
        this.tree = tree;
    }

    /** The request as it came from the client or from the format the client speaks. */
    public static ChatRequest of(RequestBody body) {
        try {
            return new ChatRequest(body, (ObjectNode) Json.tree(body.bytes()));
        } catch (IOException impossible) {
            throw new IllegalStateException("The body was scanned before", impossible);
        }
    }

    /** A member's value; missing when the request does not have it or has null there. */
    public JsonNode take(String name) {
        taken.add(name);
        JsonNode value = tree.path(name);
        return value.isNull() ? tree.path("") : value;
    }

    /** Copies a number into the provider's words. */
    public void number(String name, ObjectNode into, String as) throws BodyMalformed {
        JsonNode value = take(name);
        if (value.isNumber()) {
            into.set(as, value);
        } else if (!value.isMissingNode()) {
            throw new BodyMalformed(name, "'" + name + "' must be a number.");
        }
    }

    /** The texts before which the model shall stop. */
    public List<String> stops() {
        JsonNode stop = take("stop");
        List<String> stops = new ArrayList<>();
        if (stop.isTextual()) {
            stops.add(stop.textValue());
        }
        stop.forEach(text -> stops.add(text.asText()));
        return stops;
    }

    public JsonNode messages() {
        return take("messages");
    }

    /** The bound of the answer: the client's, else the model's own, else one that is enough for most. */
    public long maxTokens(long ofModel, long otherwise) {
        long wanted = maxTokens();
        return wanted > 0 ? wanted : ofModel > 0 ? ofModel : otherwise;
    }

    /** The client's bound of the answer; 0 when it has none. */
    public long maxTokens() {
        taken.add("max_tokens");
        taken.add("max_completion_tokens");
        return body.maxOutputTokens();
    }

    public boolean streamed() {
        return body.streamed();
    }

    /** Functions the model may call, in today's spelling: those of before 2023-11 come as {@code functions}. */
    public ArrayNode tools() {
        ArrayNode tools = Json.object().arrayNode();
        take("tools").forEach(tools::add);
        take("functions")
                .forEach(function -> tools.addObject().put("type", "function").set("function", function));
        return tools;
    }

    /** Which of the tools the model shall use. */
    public ToolChoice toolChoice() throws BodyMalformed {
        JsonNode choice = take("tool_choice");
        JsonNode old = take("function_call");
        return ToolChoice.of(choice.isMissingNode() ? old : choice);
    }

    /** The client wants tools called one at a time. */
    public boolean oneToolAtATime() {
        JsonNode parallel = take("parallel_tool_calls");
        return parallel.isBoolean() && !parallel.booleanValue();
    }

    /** The member has no words in the dialect, unless it asks for what happens anyway. */
    public void onlyNeutral(String name) throws BodyMalformed {
        JsonNode value = take(name);
        boolean neutral = value.isMissingNode()
                || value.isContainerNode() && value.isEmpty()
                || value.isBoolean() && !value.booleanValue()
                || value.isNumber() && value.decimalValue().signum() == 0
                || value.isTextual()
                        && (value.textValue().equals("auto")
                                || value.textValue().equals("medium"));
        if (!neutral) {
            throw unsupported(name);
        }
    }

    /** One choice is all that the provider can give. */
    public void oneChoice() throws BodyMalformed {
        taken.add("n");
        if (body.choices() > 1) {
            throw new BodyMalformed("n", "This model answers with one choice only: 'n' must be 1.");
        }
    }

    /** Nothing but text is wanted. */
    public void onlyText() throws BodyMalformed {
        for (JsonNode modality : take("modalities")) {
            if (!modality.asText().equals("text")) {
                throw unsupported("modalities");
            }
        }
    }

    /** Refuses what nobody took. */
    public void nothingLeft() throws BodyMalformed {
        for (String name : List.of("verbosity", "logit_bias", "logprobs", "top_logprobs")) {
            if (!taken.contains(name)) {
                onlyNeutral(name);
            }
        }
        for (var member : tree.properties()) {
            if (!taken.contains(member.getKey()) && !member.getValue().isNull()) {
                throw unsupported(member.getKey());
            }
        }
    }

    private static BodyMalformed unsupported(String name) {
        return new BodyMalformed(name, "This model does not take '" + name + "'.");
    }
}
