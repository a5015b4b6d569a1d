package org.llmops.router.wire.messages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;
import org.llmops.router.call.StreamReader;
import org.llmops.router.call.anthropic.AnthropicDialect;
import org.llmops.router.call.openai.Hosting;
import org.llmops.router.call.openai.OpenAiDialect;
import org.llmops.router.exchange.Operation;
import org.llmops.router.exchange.Target;
import org.llmops.router.providers.Credential;
import org.llmops.router.providers.Dialect;
import org.llmops.router.providers.Provider;
import org.llmops.router.providers.ProviderModel;
import org.llmops.router.wire.EventTranslation;
import org.llmops.router.wire.WireFormat;
import org.llmops.router.wire.chat.ChatFormat;

/** Expected translations of another gateway, compared in meaning; what is not followed stands in unmatched.md. */
class TranslationsTest {
    private static final WireFormat MESSAGES = MessagesFormat.MESSAGES;
    private static final AnthropicDialect ANTHROPIC = new AnthropicDialect();

    static Stream<Arguments> chatRequestsToMessages() throws IOException {
        return cases("chatRequestsToMessages");
    }

    @ParameterizedTest
    @MethodSource
    void chatRequestsToMessages(JsonNode in, JsonNode out) throws Exception {
        RequestBody chat = ChatFormat.CHAT.request(Json.bytes(in));

        byte[] request = ANTHROPIC
                .request(
                        Operation.CHAT,
                        ChatFormat.CHAT,
                        chat,
                        target(out.path("model").asText()))
                .body();

        assertThat(requestMeaning(Json.tree(request))).isEqualTo(requestMeaning(out));
    }

    static Stream<Arguments> messagesRequestsToChat() throws IOException {
        return cases("messagesRequestsToChat");
    }

    @ParameterizedTest
    @MethodSource
    void messagesRequestsToChat(JsonNode in, JsonNode out) throws Exception {
        RequestBody chat = new OpenAiDialect(Hosting.OPENAI)
                .fromHub(MESSAGES.toChat(MESSAGES.request(Json.bytes(in))), target("x"));

        assertThat(requestMeaning(Json.tree(chat.bytes()))).isEqualTo(requestMeaning(out));
    }

    static Stream<Arguments> messagesRequestsUnchanged() throws IOException {
        return cases("messagesRequestsUnchanged");
    }

    @ParameterizedTest
    @MethodSource
    void messagesRequestsUnchanged(JsonNode in, JsonNode nothing) throws Exception {
        WireFormat format = in.has("max_tokens") ? MESSAGES : MessagesFormat.COUNTED;
        RequestBody body = format.request(Json.bytes(in));

        byte[] request = ANTHROPIC
                .request(Operation.CHAT, format, body, target(in.path("model").asText()))
                .body();

        assertThat(request).isEqualTo(body.bytes());
    }

    static Stream<Arguments> messagesToChat() throws IOException {
        return cases("messagesToChat");
    }

    @ParameterizedTest
    @MethodSource
    void messagesToChat(JsonNode in, JsonNode out) throws Exception {
        AnswerBody chat = ANTHROPIC
                .answer(Operation.CHAT, ChatFormat.CHAT, Json.bytes(in))
                .body();

        assertThat(chatMeaning(Json.tree(chat.bytes()))).isEqualTo(chatMeaning(out));
        assertThat(Json.tree(chat.bytes()).at("/usage/completion_tokens"))
                .isEqualTo(out.at("/usage/completion_tokens"));
    }

    static Stream<Arguments> messageStreamsToChat() throws IOException {
        return cases("messageStreamsToChat");
    }

    @ParameterizedTest
    @MethodSource
    void messageStreamsToChat(JsonNode in, JsonNode out) throws Exception {
        StreamReader reader = ANTHROPIC.stream(ChatFormat.CHAT);
        List<byte[]> chunks = new ArrayList<>();
        for (byte piece : Json.utf8(in.textValue())) {
            reader.read(new byte[] {piece}).forEach(chunk -> chunks.add(chunk.bytes()));
        }
        List<byte[]> expected =
                StreamSupport.stream(out.spliterator(), false).map(Json::bytes).toList();

        assertThat(reader.isComplete()).isTrue();
        assertThat(chatMeaning(Json.tree(ChatFormat.CHAT.whole(chunks))))
                .isEqualTo(chatMeaning(Json.tree(ChatFormat.CHAT.whole(expected))));
    }

    static Stream<Arguments> chatToMessages() throws IOException {
        return cases("chatToMessages");
    }

    @ParameterizedTest
    @MethodSource
    void chatToMessages(JsonNode in, JsonNode out) throws Exception {
        RequestBody request = MESSAGES.request(Json.utf8("{\"model\":\"x\",\"max_tokens\":1,\"messages\":[]}"));

        AnswerBody message = MESSAGES.fromChat(ChatFormat.CHAT.answer(Json.bytes(in)), request);

        assertThat(messageMeaning(Json.tree(message.bytes()))).isEqualTo(messageMeaning(out));
    }

    static Stream<Arguments> chatStreamsToMessages() throws IOException {
        return cases("chatStreamsToMessages");
    }

    @ParameterizedTest
    @MethodSource
    void chatStreamsToMessages(JsonNode in, JsonNode out) throws Exception {
        EventTranslation translation =
                MESSAGES.fromChatEvents(MESSAGES.request(Json.utf8("{\"model\":\"x\",\"max_tokens\":1}")));
        List<JsonNode> events = new ArrayList<>();
        for (JsonNode chunk : in) {
            for (AnswerBody event : translation.next(ChatFormat.CHAT.event("", Json.bytes(chunk)))) {
                events.add(messageMeaning(Json.tree(event.bytes())));
            }
        }
        for (AnswerBody event : translation.end()) {
            events.add(messageMeaning(Json.tree(event.bytes())));
        }

        assertThat(events)
                .containsExactlyElementsOf(StreamSupport.stream(out.spliterator(), false)
                        .map(TranslationsTest::messageMeaning)
                        .toList());
    }

    /** One text is a list of one, turns of one side in a row are one, nothing is not there. */
    private static JsonNode requestMeaning(JsonNode request) {
        ObjectNode meaning = request.deepCopy();
        if (meaning.path("stream").isBoolean() && !meaning.path("stream").booleanValue()) {
            meaning.remove("stream");
        }
        if (meaning.has("system")) {
            meaning.set("system", blocks(meaning.get("system")));
        }
        ArrayNode turns = meaning.arrayNode();
        for (JsonNode message : meaning.path("messages")) {
            ArrayNode content = blocks(message.path("content"));
            for (JsonNode block : content) {
                if (block.has("content")) {
                    ((ObjectNode) block).set("content", blocks(block.get("content")));
                }
            }
            JsonNode last = turns.path(turns.size() - 1);
            if (last.path("role").equals(message.path("role"))) {
                ((ArrayNode) last.get("content")).addAll(content);
            } else {
                ((ObjectNode) message).set("content", content);
                turns.add(message);
            }
        }
        meaning.set("messages", turns);
        return plain(meaning);
    }

    private static ArrayNode blocks(JsonNode content) {
        ArrayNode blocks = Json.object().arrayNode();
        if (content.isTextual()) {
            blocks.addObject().put("type", "text").set("text", content);
        } else {
            content.forEach(blocks::add);
        }
        return blocks;
    }

    private static JsonNode chatMeaning(JsonNode completion) {
        ObjectNode meaning = completion.deepCopy();
        meaning.remove(List.of("id", "created", "usage", "service_tier", "system_fingerprint"));
        for (JsonNode choice : meaning.path("choices")) {
            ((ObjectNode) choice.path("message")).remove("thinking_blocks");
            if (choice.path("message").path("content").asText("").isEmpty()) {
                ((ObjectNode) choice.path("message")).remove("content");
            }
        }
        return plain(meaning);
    }

    private static JsonNode messageMeaning(JsonNode message) {
        ObjectNode meaning = message.deepCopy();
        meaning.remove("id");
        if (meaning.path("usage") instanceof ObjectNode usage) {
            usage.remove("service_tier");
            // Nothing that a cache had a part in is the same as no word of it.
            List.of("cache_creation_input_tokens", "cache_read_input_tokens").forEach(name -> {
                if (usage.path(name).asLong() == 0) {
                    usage.remove(name);
                }
            });
        }
        // The other gateway loses thoughts.
        if (meaning.path("content") instanceof ArrayNode content
                && content.path(0).path("type").asText().equals("thinking")) {
            content.remove(0);
        }
        return plain(meaning);
    }

    private static JsonNode plain(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List<String> absent = new ArrayList<>();
            object.properties().forEach(member -> {
                if (member.getValue().isNull()) {
                    absent.add(member.getKey());
                } else {
                    plain(member.getValue());
                }
            });
            object.remove(absent);
        } else {
            node.forEach(TranslationsTest::plain);
        }
        return node;
    }

    private static Target target(String model) {
        ProviderModel known = new ProviderModel(model, 0, 0);
        return new Target(
                new Provider(
                        new WorkspaceId("acme"),
                        "p",
                        "openai",
                        Dialect.OPENAI,
                        URI.create("https://api.openai.com/v1"),
                        Credential.of("sk"),
                        List.of(known)),
                known);
    }

    private static Stream<Arguments> cases(String of) throws IOException {
        try (InputStream file = TranslationsTest.class.getResourceAsStream("/messages/translations.json")) {
            JsonNode all = Json.tree(file.readAllBytes()).path(of);
            assertThat(all).isNotEmpty();
            return StreamSupport.stream(all.spliterator(), false)
                    .map(one -> Arguments.of(Named.of(one.path("name").asText(), one.path("in")), one.path("out")));
        }
    }
}
