package org.llmops.router.pipeline;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;

/** A provider that speaks the Messages API: it repeats what it hears, unless that is a word it knows. */
final class FakeAnthropic {
    private static final int PIECES = 4;

    private FakeAnthropic() {}

    static void answer(String path, HttpServerResponse response, JsonObject body) {
        String said = said(body);
        if (path.endsWith("/count_tokens")) {
            json(response, 200, new JsonObject().put("input_tokens", 42));
        } else if (said.equals("refuse me")) {
            json(response, 400, error("invalid_request_error", "max_tokens: 7 is too many"));
        } else if (said.equals("limit me")) {
            json(response, 429, error("rate_limit_error", "slow down"));
        } else {
            JsonObject message = message(content(said), said.equals("use a tool"));
            if (Boolean.TRUE.equals(body.getBoolean("stream"))) {
                stream(response, message, said.equals("break off"));
            } else {
                json(response, 200, message);
            }
        }
    }

    /** The last text of the conversation, whichever way it is written. */
    private static String said(JsonObject body) {
        JsonArray messages = body.getJsonArray("messages");
        Object content = messages.getJsonObject(messages.size() - 1).getValue("content");
        if (content instanceof JsonArray blocks) {
            return blocks.getJsonObject(blocks.size() - 1).getString("text", "");
        }
        return String.valueOf(content);
    }

    private static JsonArray content(String said) {
        if (said.startsWith("quote")) {
            return quoted(said.equals("quote rudely") ? "FORBIDDEN words" : said);
        }
        return said.equals("use a tool") ? called() : text(said);
    }

    /** It quotes what it heard, twice. */
    private static JsonArray quoted(String cited) {
        JsonObject citation = new JsonObject()
                .put("type", "char_location")
                .put("cited_text", cited)
                .put("document_index", 0);
        return new JsonArray()
                .add(new JsonObject()
                        .put("type", "text")
                        .put("text", "As it says")
                        .put("citations", new JsonArray().add(citation).add(citation)));
    }

    private static JsonArray text(String said) {
        return new JsonArray().add(new JsonObject().put("type", "text").put("text", said));
    }

    private static JsonArray called() {
        return new JsonArray()
                .add(new JsonObject()
                        .put("type", "thinking")
                        .put("thinking", "A tool?")
                        .put("signature", "sig-1"))
                .add(new JsonObject()
                        .put("type", "tool_use")
                        .put("id", "toolu_1")
                        .put("name", "look")
                        .put("input", new JsonObject().put("at", "the sky")))
                .add(new JsonObject()
                        .put("type", "tool_use")
                        .put("id", "toolu_2")
                        .put("name", "now")
                        .put("input", new JsonObject()));
    }

    private static JsonObject message(JsonArray content, boolean calls) {
        return new JsonObject()
                .put("id", "msg_1")
                .put("type", "message")
                .put("role", "assistant")
                .put("model", "claude")
                .put("x_unknown", 1)
                .put("content", content)
                .put("stop_reason", calls ? "tool_use" : "end_turn")
                .putNull("stop_sequence")
                .put(
                        "usage",
                        new JsonObject()
                                .put("input_tokens", 60)
                                .put("cache_read_input_tokens", 40)
                                .put("output_tokens", 10));
    }

    private static JsonObject error(String type, String message) {
        return new JsonObject()
                .put("type", "error")
                .put("error", new JsonObject().put("type", type).put("message", message))
                .put("request_id", "req_1");
    }

    private static void stream(HttpServerResponse response, JsonObject message, boolean breaksOff) {
        response.setChunked(true).putHeader("Content-Type", "text/event-stream");
        JsonArray content = message.getJsonArray("content");
        event(
                response,
                "message_start",
                new JsonObject()
                        .put(
                                "message",
                                message.copy().put("content", new JsonArray()).putNull("stop_reason")));
        event(response, "ping", new JsonObject());
        for (int i = 0; i < content.size(); i++) {
            block(response, i, content.getJsonObject(i));
            if (breaksOff) {
                response.write("").onComplete(written -> response.reset());
                return;
            }
        }
        event(
                response,
                "message_delta",
                new JsonObject()
                        .put("delta", new JsonObject().put("stop_reason", message.getString("stop_reason")))
                        .put("usage", new JsonObject().put("output_tokens", 10)));
        event(response, "message_stop", new JsonObject());
        response.end();
    }

    private static void block(HttpServerResponse response, int index, JsonObject block) {
        JsonObject opening = block.copy();
        List<String> pieces;
        String type;
        String member;
        switch (block.getString("type")) {
            case "text" -> {
                pieces = pieces(block.getString("text"));
                type = "text_delta";
                member = "text";
                opening.put("text", "").remove("citations");
            }
            case "thinking" -> {
                pieces = pieces(block.getString("thinking"));
                type = "thinking_delta";
                member = "thinking";
                opening.put("thinking", "").put("signature", "");
            }
            default -> {
                pieces = pieces(block.getJsonObject("input").encode());
                type = "input_json_delta";
                member = "partial_json";
                opening.put("input", new JsonObject());
            }
        }
        event(
                response,
                "content_block_start",
                new JsonObject().put("index", index).put("content_block", opening));
        pieces.forEach(piece -> delta(response, index, type, member, piece));
        block.getJsonArray("citations", new JsonArray())
                .forEach(citation -> event(
                        response,
                        "content_block_delta",
                        new JsonObject()
                                .put("index", index)
                                .put(
                                        "delta",
                                        new JsonObject()
                                                .put("type", "citations_delta")
                                                .put("citation", citation))));
        if (block.containsKey("signature")) {
            delta(response, index, "signature_delta", "signature", block.getString("signature"));
        }
        event(response, "content_block_stop", new JsonObject().put("index", index));
    }

    private static List<String> pieces(String text) {
        int size = Math.max(1, (text.length() + PIECES - 1) / PIECES);
        return IntStream.iterate(0, at -> at < text.length(), at -> at + size)
                .mapToObj(at -> text.substring(at, Math.min(text.length(), at + size)))
                .toList();
    }

    private static void delta(HttpServerResponse response, int index, String type, String member, String text) {
        event(
                response,
                "content_block_delta",
                new JsonObject()
                        .put("index", index)
                        .put("delta", new JsonObject().put("type", type).put(member, text)));
    }

    private static void event(HttpServerResponse response, String type, JsonObject data) {
        response.write("event: " + type + "\ndata: "
                + new JsonObject().put("type", type).mergeIn(data).encode() + "\n\n");
    }

    private static void json(HttpServerResponse response, int status, JsonObject body) {
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.encode());
    }
}
