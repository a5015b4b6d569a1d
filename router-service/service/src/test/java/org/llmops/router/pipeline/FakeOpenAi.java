package org.llmops.router.pipeline;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the fake provider says in OpenAI's other formats, and when it is asked to call tools. */
final class FakeOpenAi {
    static final String ARGUMENTS = "{\"city\":\"Paris\"}";

    private FakeOpenAi() {}

    static boolean answers(String path, JsonObject body) {
        return path.endsWith("/responses")
                || path.endsWith("/completions") && !path.endsWith("/chat/completions")
                || body.getString("model").equals("tooled")
                || path.endsWith("/messages") && body.containsKey("tools");
    }

    static void answer(String path, HttpServerResponse response, JsonObject body) {
        boolean streamed = Boolean.TRUE.equals(body.getBoolean("stream"));
        if (path.endsWith("/responses")) {
            responses(response, body, streamed);
        } else if (path.endsWith("/chat/completions")) {
            chatTools(response, streamed);
        } else if (path.endsWith("/messages")) {
            messagesTools(response, streamed);
        } else {
            completions(response, body, streamed);
        }
    }

    private static void responses(HttpServerResponse response, JsonObject body, boolean streamed) {
        String model = body.getString("model");
        if (model.equals("picky-sayer")) {
            json(
                    response.setStatusCode(400),
                    new JsonObject(
                            "{\"error\":{\"message\":\"no such tool\",\"type\":\"invalid_request_error\",\"param\":\"tools\",\"code\":\"x\",\"extra\":1}}"));
            return;
        }
        Object input = body.getValue("input");
        String said = input instanceof JsonArray items
                ? items.getJsonObject(items.size() - 1).getString("content")
                : String.valueOf(input);
        if (model.equals("rude-sayer")) {
            said += " FORBIDDEN words";
        }
        if (streamed) {
            stream(response, said, model.equals("breaking-sayer"));
        } else {
            json(response, whole(said, "completed").put("x_unknown", 1));
        }
    }

    private static JsonObject whole(String said, String status) {
        return new JsonObject()
                .put("id", "resp_1")
                .put("object", "response")
                .put("created_at", 1)
                .put("status", status)
                .put("model", "sayer")
                .put("output", status.equals("completed") ? new JsonArray().add(message(said)) : new JsonArray())
                .put(
                        "usage",
                        status.equals("completed")
                                ? new JsonObject()
                                        .put("input_tokens", 100)
                                        .put("input_tokens_details", new JsonObject().put("cached_tokens", 40))
                                        .put("output_tokens", 10)
                                        .put("output_tokens_details", new JsonObject().put("reasoning_tokens", 0))
                                        .put("total_tokens", 110)
                                : null);
    }

    private static JsonObject message(String said) {
        return new JsonObject()
                .put("id", "msg_1")
                .put("type", "message")
                .put("status", "completed")
                .put("role", "assistant")
                .put("content", new JsonArray().add(part(said)));
    }

    private static JsonObject part(String said) {
        return new JsonObject()
                .put("type", "output_text")
                .put("annotations", new JsonArray())
                .put("logprobs", new JsonArray())
                .put("text", said);
    }

    private static void stream(HttpServerResponse response, String said, boolean breaks) {
        response.setChunked(true).putHeader("Content-Type", "text/event-stream");
        int number = 0;
        event(response, number++, "created", new JsonObject().put("response", whole("", "in_progress")));
        event(
                response,
                number++,
                "output_item.added",
                new JsonObject()
                        .put("output_index", 0)
                        .put("item", message("").put("status", "in_progress").put("content", new JsonArray())));
        JsonObject place =
                new JsonObject().put("item_id", "msg_1").put("output_index", 0).put("content_index", 0);
        event(response, number++, "content_part.added", place.copy().put("part", part("")));
        for (int at = 0; at < said.length(); at += 5) {
            event(
                    response,
                    number++,
                    "output_text.delta",
                    place.copy()
                            .put("delta", said.substring(at, Math.min(said.length(), at + 5)))
                            .put("logprobs", new JsonArray()));
        }
        if (breaks) {
            event(
                    response,
                    number,
                    "failed",
                    new JsonObject()
                            .put("response", whole("", "failed").put("error", new JsonObject().put("code", "x"))));
            response.end();
            return;
        }
        event(response, number++, "output_text.done", place.copy().put("text", said));
        event(response, number++, "content_part.done", place.copy().put("part", part(said)));
        event(
                response,
                number++,
                "output_item.done",
                new JsonObject().put("output_index", 0).put("item", message(said)));
        event(response, number, "completed", new JsonObject().put("response", whole(said, "completed")));
        response.end();
    }

    private static void event(HttpServerResponse response, int number, String type, JsonObject data) {
        String name = "response." + type;
        response.write("event: " + name + "\ndata: "
                + new JsonObject()
                        .put("type", name)
                        .put("sequence_number", number)
                        .mergeIn(data)
                        .encode()
                + "\n\n");
    }

    private static void completions(HttpServerResponse response, JsonObject body, boolean streamed) {
        String said = body.getValue("prompt") + ", and so on";
        if (!streamed) {
            json(response, completion(said, "stop").put("usage", chatUsage()));
            return;
        }
        response.setChunked(true).putHeader("Content-Type", "text/event-stream");
        for (String piece : List.of(said.substring(0, 4), said.substring(4))) {
            response.write("data: " + completion(piece, null).encode() + "\n\n");
        }
        response.write("data: " + completion("", "stop").encode() + "\n\n");
        response.write("data: "
                + completion("", "stop")
                        .put("choices", new JsonArray())
                        .put("usage", chatUsage())
                        .encode() + "\n\n");
        response.end("data: [DONE]\n\n");
    }

    private static JsonObject completion(String said, @Nullable String finish) {
        return new JsonObject()
                .put("id", "cmpl-1")
                .put("object", "text_completion")
                .put("created", 1)
                .put("model", "sayer")
                .put(
                        "choices",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("text", said)
                                        .put("index", 0)
                                        .putNull("logprobs")
                                        .put("finish_reason", finish)));
    }

    private static JsonObject chatUsage() {
        return new JsonObject()
                .put("prompt_tokens", 100)
                .put("completion_tokens", 10)
                .put("total_tokens", 110);
    }

    private static void chatTools(HttpServerResponse response, boolean streamed) {
        JsonArray calls = new JsonArray().add(call(0, "here")).add(call(1, "there"));
        if (!streamed) {
            json(
                    response,
                    chat(
                            "chat.completion",
                            "message",
                            new JsonObject()
                                    .put("role", "assistant")
                                    .put("content", "Wait")
                                    .put("tool_calls", calls),
                            "tool_calls"));
            return;
        }
        response.setChunked(true).putHeader("Content-Type", "text/event-stream");
        chunk(response, new JsonObject().put("role", "assistant").put("content", "Wait"), null);
        for (int i = 0; i < 2; i++) {
            JsonObject call = calls.getJsonObject(i);
            call.getJsonObject("function").put("arguments", "");
            chunk(response, new JsonObject().put("tool_calls", new JsonArray().add(call)), null);
            for (String piece : List.of(ARGUMENTS.substring(0, 3), ARGUMENTS.substring(3))) {
                chunk(
                        response,
                        new JsonObject()
                                .put(
                                        "tool_calls",
                                        new JsonArray()
                                                .add(new JsonObject()
                                                        .put("index", i)
                                                        .put("function", new JsonObject().put("arguments", piece)))),
                        null);
            }
        }
        chunk(response, new JsonObject(), "tool_calls");
        response.end("data: [DONE]\n\n");
    }

    private static JsonObject call(int index, String name) {
        return new JsonObject()
                .put("index", index)
                .put("id", "call_" + index)
                .put("type", "function")
                .put("function", new JsonObject().put("name", name).put("arguments", ARGUMENTS));
    }

    private static JsonObject chat(String object, String member, JsonObject said, @Nullable String finish) {
        return new JsonObject()
                .put("id", "c1")
                .put("object", object)
                .put("created", 1)
                .put("model", "tooled")
                .put("usage", chatUsage())
                .put(
                        "choices",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("index", 0)
                                        .put(member, said)
                                        .put("finish_reason", finish)));
    }

    private static void chunk(HttpServerResponse response, JsonObject delta, @Nullable String finish) {
        response.write(
                "data: " + chat("chat.completion.chunk", "delta", delta, finish).encode() + "\n\n");
    }

    private static void messagesTools(HttpServerResponse response, boolean streamed) {
        JsonObject usage = new JsonObject().put("input_tokens", 60).put("cache_read_input_tokens", 40);
        if (!streamed) {
            json(
                    response,
                    new JsonObject()
                            .put("id", "msg_1")
                            .put("type", "message")
                            .put("role", "assistant")
                            .put("model", "claude")
                            .put(
                                    "content",
                                    new JsonArray()
                                            .add(new JsonObject()
                                                    .put("type", "text")
                                                    .put("text", "Wait"))
                                            .add(tool("tu_0", "here", new JsonObject(ARGUMENTS)))
                                            .add(tool("tu_1", "there", new JsonObject(ARGUMENTS))))
                            .put("stop_reason", "tool_use")
                            .put("usage", usage.put("output_tokens", 10)));
            return;
        }
        response.setChunked(true).putHeader("Content-Type", "text/event-stream");
        message(
                response,
                "message_start",
                new JsonObject()
                        .put(
                                "message",
                                new JsonObject()
                                        .put("id", "msg_1")
                                        .put("model", "claude")
                                        .put("usage", usage)));
        block(response, 0, new JsonObject().put("type", "text").put("text", ""));
        delta(response, 0, new JsonObject().put("type", "text_delta").put("text", "Wait"));
        for (int i = 1; i < 3; i++) {
            block(response, i, tool("tu_" + (i - 1), i == 1 ? "here" : "there", new JsonObject()));
            for (String piece : List.of(ARGUMENTS.substring(0, 3), ARGUMENTS.substring(3))) {
                delta(
                        response,
                        i,
                        new JsonObject().put("type", "input_json_delta").put("partial_json", piece));
            }
            message(response, "content_block_stop", new JsonObject().put("index", i));
        }
        message(
                response,
                "message_delta",
                new JsonObject()
                        .put("delta", new JsonObject().put("stop_reason", "tool_use"))
                        .put("usage", new JsonObject().put("output_tokens", 10)));
        message(response, "message_stop", new JsonObject());
        response.end();
    }

    private static JsonObject tool(String id, String name, JsonObject input) {
        return new JsonObject()
                .put("type", "tool_use")
                .put("id", id)
                .put("name", name)
                .put("input", input);
    }

    private static void block(HttpServerResponse response, int index, JsonObject block) {
        message(
                response,
                "content_block_start",
                new JsonObject().put("index", index).put("content_block", block));
    }

    private static void delta(HttpServerResponse response, int index, JsonObject delta) {
        message(
                response,
                "content_block_delta",
                new JsonObject().put("index", index).put("delta", delta));
    }

    private static void message(HttpServerResponse response, String type, JsonObject data) {
        response.write("event: " + type + "\ndata: " + data.put("type", type).encode() + "\n\n");
    }

    private static void json(HttpServerResponse response, JsonObject body) {
        response.putHeader("Content-Type", "application/json").end(body.encode());
    }
}
