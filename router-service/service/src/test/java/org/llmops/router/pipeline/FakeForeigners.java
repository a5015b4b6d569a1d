package org.llmops.router.pipeline;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.llmops.router.call.bedrock.EventFrames;
import org.llmops.router.call.bedrock.ReceivedSignature;

/** Answers as Gemini, Bedrock and Cohere do: with what the last message said, or with a call of the tools it is given. */
final class FakeForeigners {
    static final String AWS_CREDENTIAL = "AKIDEXAMPLEAKIDEX:secret/secret+secret:session/token=";
    static final String AWS_REGION = "eu-central-1";

    private FakeForeigners() {}

    /** Whether the request is in one of their formats, and then answered. */
    static boolean answers(HttpServerRequest request, Buffer bytes) {
        String path = String.valueOf(request.path());
        JsonObject body = bytes.toJsonObject();
        if (path.startsWith("/v1beta/")) {
            gemini(request, path, body);
        } else if (path.startsWith("/" + AWS_REGION + "/model/")) {
            bedrock(request, path, body, bytes);
        } else if (path.startsWith("/v2/")) {
            cohere(request.response(), path, body);
        } else {
            return false;
        }
        return true;
    }

    private static void gemini(HttpServerRequest request, String path, JsonObject body) {
        HttpServerResponse response = request.response();
        if (!"AIza-up".equals(request.getHeader("x-goog-api-key"))) {
            json(
                    response,
                    400,
                    "{\"error\":{\"code\":400,\"status\":\"INVALID_ARGUMENT\",\"message\":\"API key not valid\"}}");
            return;
        }
        if (path.endsWith(":embedContent")) {
            json(response, 200, "{\"embedding\":{\"values\":[0.5,-1]},\"usageMetadata\":{\"promptTokenCount\":3}}");
            return;
        }
        JsonArray contents = body.getJsonArray("contents");
        String said = contents.getJsonObject(contents.size() - 1)
                .getJsonArray("parts")
                .getJsonObject(0)
                .getString("text");
        if ("too long".equals(said)) {
            json(
                    response,
                    400,
                    "{\"error\":{\"code\":400,\"status\":\"INVALID_ARGUMENT\",\"message\":\"The input token count (9) exceeds the maximum number of tokens allowed (8).\"}}");
            return;
        }
        String usage =
                "\"usageMetadata\":{\"promptTokenCount\":100,\"cachedContentTokenCount\":40,\"candidatesTokenCount\":6,\"thoughtsTokenCount\":4}";
        JsonArray parts = new JsonArray();
        if (body.containsKey("tools")) {
            parts.add(call("x")).add(call("y"));
        } else {
            parts.add(new JsonObject().put("text", said));
        }
        if (!path.endsWith(":streamGenerateContent")) {
            json(
                    response,
                    200,
                    "{\"modelVersion\":\"g\",\"candidates\":[{\"content\":{\"parts\":" + parts.encode()
                            + "},\"finishReason\":\"STOP\"}]," + usage + "}");
            return;
        }
        response.setChunked(true).putHeader("Content-Type", "text/event-stream");
        for (Object part : parts) {
            response.write("data: {\"modelVersion\":\"g\",\"candidates\":[{\"content\":{\"parts\":["
                    + ((JsonObject) part).encode() + "]}}]," + usage + "}\r\n\r\n");
        }
        response.end("data: {\"candidates\":[{\"content\":{\"parts\":[]},\"finishReason\":\"STOP\"}]," + usage
                + "}\r\n\r\n");
    }

    private static JsonObject call(String argument) {
        return new JsonObject()
                .put(
                        "functionCall",
                        new JsonObject()
                                .put("id", "call-" + argument)
                                .put("name", "look")
                                .put("args", new JsonObject().put("q", argument)));
    }

    private static void bedrock(HttpServerRequest request, String path, JsonObject body, Buffer bytes) {
        HttpServerResponse response = request.response();
        if (!ReceivedSignature.isRight(
                path, name -> String.valueOf(request.getHeader(name)), bytes.getBytes(), AWS_CREDENTIAL, AWS_REGION)) {
            json(response, 403, "{\"message\":\"The request signature we calculated does not match\"}");
            return;
        }
        if (path.endsWith("/invoke")) {
            json(response, 200, "{\"embedding\":[0.5,-1],\"inputTextTokenCount\":3}");
            return;
        }
        JsonArray messages = body.getJsonArray("messages");
        String said = messages.getJsonObject(messages.size() - 1)
                .getJsonArray("content")
                .getJsonObject(0)
                .getString("text");
        boolean tools = body.containsKey("toolConfig");
        String usage =
                "\"usage\":{\"inputTokens\":60,\"cacheReadInputTokens\":40,\"outputTokens\":10,\"totalTokens\":110}";
        if (path.endsWith("/converse")) {
            String content = tools
                    ? "[{\"toolUse\":{\"toolUseId\":\"call-x\",\"name\":\"look\",\"input\":{\"q\":\"x\"}}},{\"toolUse\":{\"toolUseId\":\"call-y\",\"name\":\"look\",\"input\":{\"q\":\"y\"}}}]"
                    : new JsonArray().add(new JsonObject().put("text", said)).encode();
            json(
                    response,
                    200,
                    "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":" + content + "}},\"stopReason\":\""
                            + (tools ? "tool_use" : "end_turn") + "\"," + usage + "}");
            return;
        }
        EventFrames frames = new EventFrames().event("messageStart", "{\"role\":\"assistant\"}");
        if (tools) {
            frameCall(frames, 0, "x");
            frameCall(frames, 1, "y");
        } else {
            int half = said.length() / 2;
            frameText(frames, said.substring(0, half));
            frameText(frames, said.substring(half));
        }
        frames.event("messageStop", "{\"stopReason\":\"" + (tools ? "tool_use" : "end_turn") + "\"}")
                .event("metadata", "{" + usage + ",\"metrics\":{\"latencyMs\":1}}");
        response.putHeader("Content-Type", "application/vnd.amazon.eventstream").end(Buffer.buffer(frames.bytes()));
    }

    private static void frameText(EventFrames frames, String text) {
        frames.event(
                "contentBlockDelta",
                new JsonObject()
                        .put("contentBlockIndex", 0)
                        .put("delta", new JsonObject().put("text", text))
                        .encode());
    }

    private static void frameCall(EventFrames frames, int block, String argument) {
        frames.event(
                        "contentBlockStart",
                        "{\"contentBlockIndex\":" + block + ",\"start\":{\"toolUse\":{\"toolUseId\":\"call-" + argument
                                + "\",\"name\":\"look\"}}}")
                .event(
                        "contentBlockDelta",
                        "{\"contentBlockIndex\":" + block + ",\"delta\":{\"toolUse\":{\"input\":\"{\\\"q\\\":\\\""
                                + argument + "\\\"}\"}}}")
                .event("contentBlockStop", "{\"contentBlockIndex\":" + block + "}");
    }

    private static void cohere(HttpServerResponse response, String path, JsonObject body) {
        if (path.endsWith("/embed")) {
            json(
                    response,
                    200,
                    "{\"embeddings\":{\"float\":[[0.5,-1]]},\"meta\":{\"billed_units\":{\"input_tokens\":3}}}");
            return;
        }
        JsonArray messages = body.getJsonArray("messages");
        String said = messages.getJsonObject(messages.size() - 1).getString("content");
        boolean tools = body.containsKey("tools");
        String usage =
                "\"usage\":{\"billed_units\":{\"input_tokens\":100,\"output_tokens\":10},\"tokens\":{\"input_tokens\":150,\"output_tokens\":12}}";
        String reason = tools ? "TOOL_CALL" : "COMPLETE";
        if (!Boolean.TRUE.equals(body.getBoolean("stream"))) {
            String message = tools
                    ? "\"tool_calls\":[" + cohereCall("x", "{\\\"q\\\":\\\"x\\\"}") + ","
                            + cohereCall("y", "{\\\"q\\\":\\\"y\\\"}") + "]"
                    : "\"content\":"
                            + new JsonArray()
                                    .add(new JsonObject().put("type", "text").put("text", said))
                                    .encode();
            json(
                    response,
                    200,
                    "{\"id\":\"c\",\"finish_reason\":\"" + reason + "\",\"message\":{\"role\":\"assistant\"," + message
                            + "}," + usage + "}");
            return;
        }
        response.setChunked(true).putHeader("Content-Type", "text/event-stream");
        event(response, "{\"type\":\"message-start\",\"id\":\"c\"}");
        if (tools) {
            int index = 0;
            for (String argument : new String[] {"x", "y"}) {
                event(
                        response,
                        "{\"type\":\"tool-call-start\",\"index\":" + index + ",\"delta\":{\"message\":{\"tool_calls\":"
                                + cohereCall(argument, "") + "}}}");
                event(
                        response,
                        "{\"type\":\"tool-call-delta\",\"index\":" + index
                                + ",\"delta\":{\"message\":{\"tool_calls\":{\"function\":{\"arguments\":\"{\\\"q\\\":\\\""
                                + argument + "\\\"}\"}}}}}");
                event(response, "{\"type\":\"tool-call-end\",\"index\":" + index++ + "}");
            }
        } else {
            event(
                    response,
                    new JsonObject()
                            .put("type", "content-delta")
                            .put(
                                    "delta",
                                    new JsonObject()
                                            .put(
                                                    "message",
                                                    new JsonObject()
                                                            .put("content", new JsonObject().put("text", said))))
                            .encode());
        }
        event(response, "{\"type\":\"message-end\",\"delta\":{\"finish_reason\":\"" + reason + "\"," + usage + "}}");
        response.end();
    }

    private static String cohereCall(String id, String arguments) {
        return "{\"id\":\"call-" + id + "\",\"type\":\"function\",\"function\":{\"name\":\"look\",\"arguments\":\""
                + arguments + "\"}}";
    }

    private static void event(HttpServerResponse response, String json) {
        response.write("data: " + json + "\n\n");
    }

    private static void json(HttpServerResponse response, int status, String body) {
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body);
    }
}
