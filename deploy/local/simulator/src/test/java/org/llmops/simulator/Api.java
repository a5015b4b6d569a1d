package org.llmops.simulator;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A caller of the simulator, who sees bytes and not objects. */
public final class Api {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI root;
    private final String[] standing;

    private Api(URI root, String... standing) {
        this.root = root;
        this.standing = standing;
    }

    public static Api openAi(URI root) {
        return new Api(root, "authorization", "Bearer sk-test-1234");
    }

    public static Api anthropic(URI root) {
        return new Api(root, "x-api-key", "sk-ant-test-1234", "anthropic-version", "2023-06-01");
    }

    public static Api without(URI root) {
        return new Api(root);
    }

    /** With a signature of the right shape. */
    public static Api bedrock(URI root) {
        return new Api(
                root,
                "authorization",
                "AWS4-HMAC-SHA256 Credential=AKIATEST/20260101/us-east-1/bedrock/aws4_request, "
                        + "SignedHeaders=content-type;host;x-amz-date, Signature=" + "0a".repeat(32),
                "x-amz-date",
                "20260101T000000Z");
    }

    public static Api gemini(URI root) {
        return new Api(root, "x-goog-api-key", "goog-test-1234");
    }

    /** A caller whose every request has these headers too. */
    public Api with(String... headers) {
        return new Api(root, Stream.of(standing, headers).flatMap(Stream::of).toArray(String[]::new));
    }

    /** What came back. */
    public record Answer(int status, HttpHeaders headers, String body) {

        public JsonObject json() {
            return new JsonObject(body);
        }

        /** With every id and time, which differ from call to call, replaced by a star and a zero. */
        public JsonObject timeless() {
            return new JsonObject(Api.timeless(body));
        }

        public String header(String name) {
            return headers.firstValue(name).orElse("(absent)");
        }

        public List<Event> events() {
            List<Event> events = new ArrayList<>();
            String name = "";
            for (String line : body.lines().toList()) {
                if (line.startsWith("event: ")) {
                    name = line.substring("event: ".length());
                } else if (line.startsWith("data: ")) {
                    events.add(new Event(name, line.substring("data: ".length())));
                    name = "";
                }
            }
            return events;
        }
    }

    /** One event of a stream; the name is empty when it has none. */
    public record Event(String name, String data) {

        public JsonObject json() {
            return new JsonObject(data);
        }

        public JsonObject timeless() {
            return new JsonObject(Api.timeless(data));
        }
    }

    public Answer post(String path, String body) {
        return send(
                request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    public Answer get(String path) {
        return send(request(path).GET().build());
    }

    public Answer delete(String path) {
        return send(request(path).DELETE().build());
    }

    /** A form with one file in it. */
    public Answer upload(String path, String filename, byte[] content, Map<String, String> fields) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        fields.forEach((name, value) -> form.writeBytes(
                ("--edge\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
                        .getBytes(StandardCharsets.UTF_8)));
        form.writeBytes(("--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + filename
                        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        form.writeBytes(content);
        form.writeBytes("\r\n--edge--\r\n".getBytes(StandardCharsets.UTF_8));
        return send(request(path)
                .header("content-type", "multipart/form-data; boundary=edge")
                .POST(HttpRequest.BodyPublishers.ofByteArray(form.toByteArray()))
                .build());
    }

    /** The bytes of an answer that is no text. */
    public byte[] bytes(String path, String body) {
        try {
            return CLIENT.send(
                            request(path)
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray())
                    .body();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** The body as it arrives, for callers that leave early. */
    public HttpResponse<Stream<String>> open(String path, String body) throws IOException, InterruptedException {
        return CLIENT.send(
                request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofLines());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(root.resolve(path)).timeout(Duration.ofSeconds(20));
        return standing.length == 0 ? request : request.headers(standing);
    }

    private static Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static String timeless(String json) {
        return json.replaceAll(
                        "(chatcmpl-|cmpl-|modr-|call_|resp_|msg_|rs_|fc_|toolu_|tooluse_|req_|file-|batch_|\"responseId\":\"|\"id\":\")[0-9A-Za-z]{24}",
                        "$1*")
                .replaceAll("\"(created|created_at|completed_at|expires_at)\":\\d+", "\"$1\":0");
    }
}
