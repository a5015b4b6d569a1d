package org.llmops.router.call.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;
import org.llmops.router.call.Dialects;
import org.llmops.router.call.ProviderDialect;
import org.llmops.router.call.ProviderRequest;
import org.llmops.router.call.StreamFailed;
import org.llmops.router.exchange.Operation;
import org.llmops.router.exchange.Target;
import org.llmops.router.providers.Dialect;
import org.llmops.router.wire.WireFormat;
import org.llmops.router.wire.chat.ChatFormat;
import org.llmops.router.wire.embeddings.EmbeddingsFormat;
import org.llmops.router.wire.messages.MessagesFormat;
import org.llmops.router.wire.responses.ResponsesFormat;

/** What another gateway makes of the same requests and answers; where ours differ, {@code unmatched.md} says why. */
class PublishedTranslationsTest {
    private static final Map<String, String> EMBEDDING_MODELS = Map.of(
            "bedrock-cohere", "cohere.embed-english-v3",
            "bedrock-nova", "amazon.nova-2-multimodal-embeddings-v1:0",
            "bedrock-titan", "amazon.titan-embed-text-v2:0",
            "vertex", "text-embedding-004");

    @Test
    void translatesAsAnotherGatewayDoesUnlessThereIsAReasonNotTo() throws Exception {
        Map<String, String> differing = new TreeMap<>();
        int checked = 0;
        for (JsonNode published : Json.tree(resource("agentgateway.json")).path("cases")) {
            String path = published.path("path").asText();
            JsonNode expected = expected(published.path("expected"), path);
            JsonNode ours = ours(path, published.path("input"));
            if (!ours.equals(expected)) {
                differing.put(path, ours + "\n  and not " + expected);
            }
            checked++;
        }

        assertThat(checked).isGreaterThanOrEqualTo(30);
        assertThat(differing.keySet()).as("%s", differing).containsExactlyInAnyOrder(unmatched());
    }

    private static String[] unmatched() throws IOException {
        return new String(resource("unmatched.md"), java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("| re"))
                .map(line -> line.split("\\|")[1].strip())
                .toArray(String[]::new);
    }

    private static JsonNode expected(JsonNode published, String path) throws IOException {
        if (published instanceof ArrayNode chunks) {
            java.util.List<byte[]> events = new java.util.ArrayList<>();
            chunks.forEach(chunk -> events.add(Json.bytes(chunk)));
            return signed(Told.meaning(Json.tree(ChatFormat.CHAT.whole(events))));
        }
        // A tool that stands for none has a name of ours.
        JsonNode ofOurs = Json.tree(
                Json.utf8(published.toString().replace("agentgateway_dummy_do_not_call", "no_tool_is_available")));
        return path.startsWith("requests") ? Told.without(ofOurs) : signed(Told.meaning(ofOurs));
    }

    private static JsonNode ours(String path, JsonNode input) throws Exception {
        try {
            return path.startsWith("requests") ? request(path, input) : answer(path, input);
        } catch (BodyMalformed refused) {
            return Json.object().put("refused", refused.param());
        }
    }

    private static JsonNode request(String path, JsonNode input) throws Exception {
        boolean embeddings = path.contains("/embeddings/");
        WireFormat spoken = embeddings ? EmbeddingsFormat.EMBEDDINGS : ChatFormat.CHAT;
        WireFormat clients = clients(path, spoken);
        Target target = target(path, input.path("model").asText());
        RequestBody body = clients.request(Json.bytes(input));
        ProviderRequest request = Dialects.of(target)
                .request(
                        embeddings ? Operation.EMBEDDINGS : Operation.CHAT,
                        spoken,
                        clients == spoken ? body : clients.toChat(body),
                        target);
        return Told.without(Json.tree(request.body()));
    }

    private static WireFormat clients(String path, WireFormat spoken) {
        if (path.contains("/messages/")) {
            return MessagesFormat.MESSAGES;
        }
        return path.contains("/responses/") ? ResponsesFormat.RESPONSES : spoken;
    }

    private static JsonNode answer(String path, JsonNode input) throws IOException, BodyMalformed, StreamFailed {
        boolean embeddings = path.contains("embeddings");
        WireFormat format = embeddings ? EmbeddingsFormat.EMBEDDINGS : ChatFormat.CHAT;
        Target target = target(path, "input-model");
        ProviderDialect dialect = Dialects.of(target);
        String asked = embeddings ? "{\"model\":\"m\",\"input\":\"x\"}" : "{\"model\":\"m\",\"messages\":[]}";
        if (path.contains("-streaming")) {
            byte[] bytes =
                    path.contains("bedrock") ? Base64.getDecoder().decode(input.asText()) : Json.utf8(input.asText());
            return signed(
                    Told.meaning(Told.stream(dialect.stream(format, Targets.asked(format, asked, target)), bytes)));
        }
        return signed(Told.meaning(Json.tree(dialect.answer(
                        embeddings ? Operation.EMBEDDINGS : Operation.CHAT,
                        format,
                        Json.bytes(input),
                        Targets.asked(format, asked, target))
                .body()
                .bytes())));
    }

    private static Target target(String path, String model) {
        String flavour = path.substring(path.indexOf('.') + 1).replace(".snap", "");
        String known = EMBEDDING_MODELS.getOrDefault(flavour, model);
        return switch (flavour) {
            case "vertex" ->
                Targets.of(
                        Dialect.GEMINI,
                        "https://us-central1-aiplatform.googleapis.com/v1/projects/p/locations/us-central1",
                        "ya29.x",
                        known);
            default ->
                flavour.startsWith("vertex-gemini")
                        ? Targets.of(Dialect.GEMINI, "https://generativelanguage.googleapis.com/v1beta", "k", known)
                        : Targets.of(Dialect.BEDROCK, "https://bedrock-runtime.us-east-1.amazonaws.com", "k", known);
        };
    }

    /** The other gateway tells a signature beside the thought, ours in blocks that several formats know. */
    private static JsonNode signed(JsonNode completion) {
        for (JsonNode choice : completion.path("choices")) {
            ObjectNode message = (ObjectNode) choice.path("message");
            for (JsonNode block : message.path("thinking_blocks")) {
                if (block.hasNonNull("signature")) {
                    message.set("reasoning_signature", block.get("signature"));
                }
            }
            message.remove("thinking_blocks");
        }
        return completion;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream stream = PublishedTranslationsTest.class.getResourceAsStream("/dialects/" + name)) {
            return Objects.requireNonNull(stream).readAllBytes();
        }
    }
}
