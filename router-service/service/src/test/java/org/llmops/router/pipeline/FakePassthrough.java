package org.llmops.router.pipeline;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;

/** What the fake provider has beside models: it shows that requests came as they were sent. */
final class FakePassthrough {
    static final byte[] SOUND = {(byte) 0xff, 0, 1, (byte) 0x80, '\n'};
    private static final Set<String> PATHS = Set.of("moderations", "images", "audio", "files", "batches", "rerank");

    private FakePassthrough() {}

    static boolean answers(HttpServerRequest request) {
        return PATHS.contains(request.path().split("/")[2]);
    }

    static void answer(HttpServerRequest request, Buffer body) {
        switch (request.path()) {
            case "/v1/moderations" -> json(request, "{\"id\":\"modr-1\",\"model\":\"m\",\"results\":[{\"flagged\":false}]}");
            case "/v1/images/generations" ->
                json(
                        request,
                        "{\"created\":1,\"data\":[{\"b64_json\":\"AA==\"},{\"b64_json\":\"AQ==\"}],\"usage\":{\"input_tokens\":9,\"output_tokens\":100,\"total_tokens\":109,\"input_tokens_details\":{\"text_tokens\":9,\"image_tokens\":0}}}");
            case "/v1/audio/speech" ->
                request.response().putHeader("Content-Type", "audio/mpeg").end(Buffer.buffer(SOUND));
            case "/v1/audio/transcriptions" ->
                json(
                        request,
                        body.toString().contains("FORBIDDEN")
                                ? "{\"text\":\"They said FORBIDDEN things\",\"usage\":{\"type\":\"duration\",\"seconds\":3}}"
                                : "{\"text\":\"Good morning\",\"usage\":{\"type\":\"duration\",\"seconds\":3}}");
            case "/v1/rerank" ->
                json(
                        request,
                        "{\"id\":\"r\",\"results\":[{\"index\":0,\"relevance_score\":0.9}],\"meta\":{\"billed_units\":{\"search_units\":1}}}");
            case "/v1/files" ->
                json(request, "{\"object\":\"list\",\"method\":\"%s\",\"query\":\"%s\",\"data\":[]}".formatted(request.method(), request.query()));
            case "/v1/files/none" -> {
                request.response().setStatusCode(404);
                json(
                        request,
                        "{\"error\":{\"message\":\"No such File object: none\",\"type\":\"invalid_request_error\",\"param\":\"id\",\"code\":null}}");
            }
            default -> json(request, "{\"path\":\"" + request.path() + "\",\"method\":\"" + request.method() + "\"}");
        }
    }

    private static void json(HttpServerRequest request, String json) {
        request.response().putHeader("Content-Type", "application/json").end(json);
    }
}
