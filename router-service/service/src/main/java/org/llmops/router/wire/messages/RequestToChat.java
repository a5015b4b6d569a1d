package org.llmops.router.wire.messages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;
import org.llmops.router.wire.chat.ChatFormat;

/** A request of the Messages API as a chat completion request. */
final class RequestToChat {
    /** OpenAI refuses longer names of users. */
    private static final int MAX_USER = 64;

    private final ObjectNode chat = Json.object();
    private final JsonNode request;

    private RequestToChat(JsonNode request) {
        this.request = request;
    }

    static RequestBody translate(RequestBody body) throws BodyMalformed {
        try {
            return ChatFormat.CHAT.request(Json.bytes(new RequestToChat(Json.tree(body.bytes())).translated()));
        } catch (IOException impossible) {
            throw new IllegalStateException("The body was scanned before", impossible);
        }
    }

    private ObjectNode translated() throws BodyMalformed {
        messages();
        for (Map.Entry<String, JsonNode> member : request.properties()) {
            if (!member.getValue().isNull()) {
                member(member.getKey(), member.getValue());
            }
        }
        ChatTools.ofMessages(request, chat);
        Thinking.effort(request.path("thinking"), request.path("output_config"))
                .ifPresent(effort -> chat.put("reasoning_effort", effort));
        if (chat.path("stream").asBoolean()) {
            chat.putObject("stream_options").put("include_usage", true);
        }
        return chat;
    }

    private void messages() throws BodyMalformed {
        MessagesToChat messages = new MessagesToChat();
        messages.system(request.path("system"));
        int position = 0;
        for (JsonNode message : request.path("messages")) {
            messages.add(message, position++);
        }
        chat.set("messages", messages.all());
    }

    private void member(String name, JsonNode value) throws BodyMalformed {
        switch (name) {
            case "model", "stream", "temperature", "top_p", "top_k", "thinking", "cache_control" ->
                chat.set(name, value);
            case "max_tokens" -> chat.set("max_completion_tokens", value);
            case "stop_sequences" -> {
                if (!value.isEmpty()) {
                    chat.set("stop", value);
                }
            }
            case "metadata" -> user(value.path("user_id").asText(""));
            case "output_config" -> format(value.path("format"));
            case "output_format" -> format(value);
            case "service_tier" ->
                chat.put("service_tier", value.asText().equals("standard_only") ? "default" : "auto");
            // Told elsewhere, or no answer depends on it.
            case "messages", "system", "tools", "tool_choice", "context_management", "inference_geo" -> {}
            default -> throw new BodyMalformed(name, "This model does not take '" + name + "'.");
        }
    }

    private void format(JsonNode format) {
        if (format.path("type").asText().equals("json_schema")) {
            ObjectNode wanted = chat.putObject("response_format").put("type", "json_schema");
            wanted.putObject("json_schema")
                    .put("name", "answer")
                    .put("strict", true)
                    .set("schema", format.path("schema"));
        }
    }

    private void user(String user) {
        if (!user.isEmpty()) {
            chat.put("user", user.length() > MAX_USER ? digest(user) : user);
        }
    }

    /** The same name is always the same user. */
    private static String digest(String user) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(user.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
