package org.llmops.simulator.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.simulator.Api;
import org.llmops.simulator.Api.Answer;

@QuarkusTest
class ConverseContractTest {

    private static final String WHOLE = "/model/sim-bedrock/converse";
    private static final String STREAM = "/model/sim-bedrock/converse-stream";
    private static final String WEATHER = """
            , "toolConfig": {"tools": [{"toolSpec": {"name": "get_weather",
                "inputSchema": {"json": {"type": "object", "properties": {"city": {"type": "string"}}}}}}]}""";

    @TestHTTPResource
    URI root;

    /** A message of the stream. */
    private record Message(Map<String, String> headers, JsonObject payload) {
        String type() {
            return headers.getOrDefault(":event-type", headers.get(":exception-type"));
        }
    }

    @Test
    void an_answer_has_the_fields_of_the_real_one() {
        Answer answer = Api.bedrock(root).post(WHOLE, body("!say Hi there", ""));
        assertThat(answer.json()).isEqualTo(new JsonObject("""
                {"metrics": {"latencyMs": 2},
                 "output": {"message": {"role": "assistant", "content": [{"text": "Hi there"}]}},
                 "stopReason": "end_turn",
                 "usage": {"inputTokens": 10, "outputTokens": 2, "totalTokens": 12,
                           "cacheReadInputTokens": 0, "cacheWriteInputTokens": 0}}"""));
    }

    @Test
    void the_api_may_be_below_a_region() {
        assertThat(Api.bedrock(root).post("/eu-west-1" + WHOLE, body("Hi", "")).status())
                .isEqualTo(200);
    }

    @Test
    void a_stream_has_the_events_of_the_real_one_with_right_checksums() {
        List<Message> messages = stream(body("!say Hi there", ""));
        assertThat(messages)
                .extracting(Message::type)
                .containsExactly(
                        "messageStart",
                        "contentBlockDelta",
                        "contentBlockDelta",
                        "contentBlockStop",
                        "messageStop",
                        "metadata");
        assertThat(messages.get(1))
                .isEqualTo(new Message(
                        Map.of(
                                ":event-type", "contentBlockDelta",
                                ":message-type", "event",
                                ":content-type", "application/json"),
                        new JsonObject("{\"contentBlockIndex\": 0, \"delta\": {\"text\": \"Hi\"}}")));
        assertThat(messages.getLast().payload().getJsonObject("usage").getInteger("totalTokens"))
                .isEqualTo(12);
    }

    @Test
    void a_tool_is_used_in_pieces_of_its_input() {
        List<Message> messages = stream(body("How is the weather in Oslo?", WEATHER));
        assertThat(messages.get(1)
                        .payload()
                        .getJsonObject("start")
                        .getJsonObject("toolUse")
                        .getString("name"))
                .isEqualTo("get_weather");
        assertThat(messages.stream()
                        .filter(message -> message.type().equals("contentBlockDelta"))
                        .map(message -> message.payload()
                                .getJsonObject("delta")
                                .getJsonObject("toolUse")
                                .getString("input"))
                        .collect(Collectors.joining()))
                .isEqualTo("{\"city\":\"Oslo\"}");
        assertThat(messages.get(messages.size() - 2).payload().getString("stopReason"))
                .isEqualTo("tool_use");
    }

    @Test
    void thoughts_come_first_and_are_signed() {
        String thinking =
                ", \"additionalModelRequestFields\": {\"thinking\": {\"type\": \"enabled\", \"budget_tokens\": 4}}";
        JsonObject first = Api.bedrock(root)
                .post(WHOLE, body("!say Hi", thinking))
                .json()
                .getJsonObject("output")
                .getJsonObject("message")
                .getJsonArray("content")
                .getJsonObject(0)
                .getJsonObject("reasoningContent")
                .getJsonObject("reasoningText");
        assertThat(first.getString("text").split(" ")).hasSize(4);
        assertThat(first.getString("signature")).isNotEmpty();
    }

    @Test
    void what_comes_before_a_cache_point_is_written_once_and_then_read() {
        String body = """
                {"system": [{"text": "A long instruction %d"}, {"cachePoint": {"type": "default"}}],
                 "messages": [{"role": "user", "content": [{"text": "Hi"}]}]}""".formatted(System.nanoTime());
        JsonObject first = Api.bedrock(root).post(WHOLE, body).json().getJsonObject("usage");
        JsonObject second = Api.bedrock(root).post(WHOLE, body).json().getJsonObject("usage");
        assertThat(first.getInteger("cacheWriteInputTokens")).isPositive();
        assertThat(second.getInteger("cacheReadInputTokens")).isEqualTo(first.getInteger("cacheWriteInputTokens"));
        assertThat(second.getInteger("totalTokens")).isEqualTo(first.getInteger("totalTokens"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic abc",
                "AWS4-HMAC-SHA256 Credential=AKIA/20260101/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=00",
                "AWS4-HMAC-SHA256 Credential=AKIA/20250101/us-east-1/bedrock/aws4_request, SignedHeaders=host;x-amz-date, Signature=00",
                "AWS4-HMAC-SHA256 Credential=AKIA/20260101/us-east-1/bedrock/aws4_request, SignedHeaders=x-amz-date;host, Signature=00",
                "AWS4-HMAC-SHA256 Credential=AKIA/20260101/us-east-1/bedrock/aws4_request, SignedHeaders=host;x-amz-date, Signature=00"
            })
    void a_signature_without_all_its_parts_is_refused(String authorization) {
        Answer answer = Api.without(root)
                .with("authorization", authorization, "x-amz-date", "20260101T000000Z")
                .post(WHOLE, body("Hi", ""));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("x-amzn-errortype")).isEqualTo("IncompleteSignatureException");
    }

    @Test
    void faults_take_the_shape_of_aws() {
        Api api = Api.bedrock(root);
        Answer limited = api.post("/model/sim-rate-limited/converse", body("Hi", ""));
        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.header("x-amzn-errortype")).isEqualTo("ThrottlingException");
        assertThat(limited.json().fieldNames()).containsExactly("message");
        List<Message> broken = read(api.bytes("/model/sim-stream-error/converse-stream", body("!words 20", "")));
        assertThat(broken.getLast().headers()).containsEntry(":exception-type", "modelStreamErrorException");
        assertThatThrownBy(() -> read(api.bytes("/model/sim-malformed/converse-stream", body("!words 20", ""))))
                .hasMessageContaining("checksum");
    }

    private List<Message> stream(String body) {
        return read(Api.bedrock(root).bytes(STREAM, body));
    }

    private static List<Message> read(byte[] bytes) {
        List<Message> messages = new ArrayList<>();
        ByteBuffer stream = ByteBuffer.wrap(bytes);
        while (stream.hasRemaining()) {
            int start = stream.position();
            int total = stream.getInt();
            int end = start + total - 4;
            int headersEnd = start + 12 + stream.getInt();
            check(bytes, start, start + 8, stream.getInt());
            Map<String, String> headers = new HashMap<>();
            while (stream.position() < headersEnd) {
                String name = text(stream, stream.get());
                assertThat(stream.get()).as("a string").isEqualTo((byte) 7);
                headers.put(name, text(stream, stream.getShort()));
            }
            JsonObject payload = new JsonObject(text(stream, end - headersEnd));
            check(bytes, start, end, stream.getInt());
            messages.add(new Message(headers, payload));
        }
        return messages;
    }

    private static String text(ByteBuffer stream, int length) {
        byte[] text = new byte[length];
        stream.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private static void check(byte[] bytes, int start, int end, int expected) {
        CRC32 crc = new CRC32();
        crc.update(bytes, start, end - start);
        assertThat((int) crc.getValue()).as("checksum").isEqualTo(expected);
    }

    private static String body(String text, String more) {
        return "{\"messages\": [{\"role\": \"user\", \"content\": [{\"text\": \"" + text + "\"}]}]" + more + "}";
    }
}
