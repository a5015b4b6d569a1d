package org.llmops.router.pipeline;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A long stream in the format of one endpoint, event by event. The usage in its end: 100 tokens in, 40 of them cached, 10
 * out.
 */
enum FakeStory {
    CHAT {
        @Override
        String begin() {
            return data(chunk("", null));
        }

        @Override
        String piece(int number) {
            return data(chunk(PIECE, null));
        }

        @Override
        String end(int pieces) {
            return data(chunk("", "stop"))
                    + data(new JsonObject()
                            .put("object", "chat.completion.chunk")
                            .put("choices", new JsonArray())
                            .put("usage", new JsonObject("""
                                    {"prompt_tokens":100,"completion_tokens":10,"total_tokens":110,"prompt_tokens_details":{"cached_tokens":40}}""")))
                    + "data: [DONE]\n\n";
        }

        private JsonObject chunk(String content, @Nullable String finish) {
            return new JsonObject()
                    .put("id", "c1")
                    .put("object", "chat.completion.chunk")
                    .put("created", 1)
                    .put("model", "m")
                    .put(
                            "choices",
                            new JsonArray()
                                    .add(new JsonObject()
                                            .put("index", 0)
                                            .put("delta", new JsonObject().put("content", content))
                                            .put("finish_reason", finish)));
        }
    },

    COMPLETIONS {
        @Override
        String begin() {
            return "";
        }

        @Override
        String piece(int number) {
            return data(chunk(PIECE, null));
        }

        @Override
        String end(int pieces) {
            return data(chunk("", "stop"))
                    + data(chunk("", null).put("choices", new JsonArray()).put("usage", new JsonObject("""
                            {"prompt_tokens":100,"completion_tokens":10,"total_tokens":110,"prompt_tokens_details":{"cached_tokens":40}}""")))
                    + "data: [DONE]\n\n";
        }

        private JsonObject chunk(String text, @Nullable String finish) {
            return new JsonObject()
                    .put("id", "cmpl-1")
                    .put("object", "text_completion")
                    .put("created", 1)
                    .put("model", "m")
                    .put(
                            "choices",
                            new JsonArray()
                                    .add(new JsonObject()
                                            .put("text", text)
                                            .put("index", 0)
                                            .putNull("logprobs")
                                            .put("finish_reason", finish)));
        }
    },

    MESSAGES {
        @Override
        String begin() {
            return named("""
                    {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],
                     "stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":60,"cache_read_input_tokens":40,"output_tokens":1}}}""") + named("""
                    {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""");
        }

        @Override
        String piece(int number) {
            return named("""
                    {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"%s"}}""".formatted(PIECE));
        }

        @Override
        String end(int pieces) {
            return named("""
                    {"type":"content_block_stop","index":0}""") + named("""
                    {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":10}}""") + named("""
                    {"type":"message_stop"}""");
        }
    },

    RESPONSES {
        private static final int FIRST_PIECE = 3;

        @Override
        String begin() {
            return named("""
                    {"type":"response.created","sequence_number":0,"response":{"id":"resp_1","object":"response","created_at":1,
                     "status":"in_progress","model":"m","output":[],"usage":null}}""") + named("""
                    {"type":"response.output_item.added","sequence_number":1,"output_index":0,
                     "item":{"id":"msg_1","type":"message","status":"in_progress","role":"assistant","content":[]}}""") + named("""
                    {"type":"response.content_part.added","sequence_number":2,"item_id":"msg_1","output_index":0,"content_index":0,
                     "part":{"type":"output_text","annotations":[],"logprobs":[],"text":""}}""");
        }

        @Override
        String piece(int number) {
            return named("""
                    {"type":"response.output_text.delta","sequence_number":%d,"item_id":"msg_1","output_index":0,"content_index":0,
                     "delta":"%s","logprobs":[]}""".formatted(FIRST_PIECE + number, PIECE));
        }

        @Override
        String end(int pieces) {
            String said = IntStream.range(0, pieces).mapToObj(each -> PIECE).collect(Collectors.joining());
            String part = """
                    {"type":"output_text","annotations":[],"logprobs":[],"text":"%s"}""".formatted(said);
            String item = """
                    {"id":"msg_1","type":"message","status":"completed","role":"assistant","content":[%s]}""".formatted(part);
            int number = FIRST_PIECE + pieces;
            return Stream.of(
                            """
                            {"type":"response.output_text.done","sequence_number":%d,"item_id":"msg_1","output_index":0,"content_index":0,
                             "text":"%s","logprobs":[]}""".formatted(number, said),
                            """
                            {"type":"response.content_part.done","sequence_number":%d,"item_id":"msg_1","output_index":0,"content_index":0,
                             "part":%s}""".formatted(number + 1, part),
                            """
                            {"type":"response.output_item.done","sequence_number":%d,"output_index":0,"item":%s}""".formatted(number + 2, item),
                            """
                            {"type":"response.completed","sequence_number":%d,"response":{"id":"resp_1","object":"response","created_at":1,
                             "status":"completed","model":"m","output":[%s],"usage":{"input_tokens":100,
                             "input_tokens_details":{"cached_tokens":40},"output_tokens":10,
                             "output_tokens_details":{"reasoning_tokens":0},"total_tokens":110}}}""".formatted(number + 3, item))
                    .map(FakeStory::named)
                    .collect(Collectors.joining());
        }
    };

    /** Five tokens at least. */
    static final String PIECE = "and so on it goes, ";

    static FakeStory at(String path) {
        if (path.endsWith("/messages")) {
            return MESSAGES;
        } else if (path.endsWith("/responses")) {
            return RESPONSES;
        }
        return path.endsWith("/chat/completions") ? CHAT : COMPLETIONS;
    }

    abstract String begin();

    abstract String piece(int number);

    /** @param pieces that were told */
    abstract String end(int pieces);

    private static String data(JsonObject event) {
        return "data: " + event.encode() + "\n\n";
    }

    private static String named(String event) {
        JsonObject data = new JsonObject(event);
        return "event: " + data.getString("type") + "\n" + data(data);
    }
}
