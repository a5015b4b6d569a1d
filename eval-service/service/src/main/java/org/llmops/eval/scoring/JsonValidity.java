package org.llmops.eval.scoring;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmops.router.v1.CallRecord;
import org.llmops.router.v1.CallStatus;

/**
 * Whether an answer that had to be JSON is one JSON document (RFC 8259): the content, when the request's `response_format`
 * asked for it, and the arguments of every function that the model called.
 */
@ApplicationScoped
class JsonValidity implements Scorer {
    private static final String CHAT = "openai.chat_completions";
    private static final Set<String> JSON_FORMATS = Set.of("json_object", "json_schema");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonFactory STRICT = new JsonFactory();

    @Override
    public String name() {
        return "json_validity";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Optional<Judgement> judge(CallRecord call) {
        if (call.getStatus() != CallStatus.CALL_STATUS_OK || !call.getSurface().equals(CHAT) || isIncomplete(call)) {
            return Optional.empty();
        }
        List<Part> parts = parts(call);
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(parts.stream()
                .flatMap(part -> fault(part).stream())
                .findFirst()
                .map(Judgement::bad)
                .orElseGet(() -> Judgement.good(
                        parts.size() == 1
                                ? parts.getFirst().where() + " is one JSON document"
                                : "All of " + parts.size() + " parts are JSON documents")));
    }

    private static boolean isIncomplete(CallRecord call) {
        return call.getRequest().getTruncated() || call.getResponse().getTruncated();
    }

    private static List<Part> parts(CallRecord call) {
        List<Part> parts = new ArrayList<>();
        boolean jsonAsked = asksForJson(call.getRequest().getJson());
        int index = 0;
        for (JsonNode choice : choices(call.getResponse().getJson())) {
            JsonNode message = choice.path("message");
            String where = "choices[" + index++ + "].message";
            int callsBefore = parts.size();
            int tool = 0;
            for (JsonNode toolCall : message.path("tool_calls")) {
                JsonNode arguments = toolCall.path("function").path("arguments");
                if (!arguments.isMissingNode()) {
                    parts.add(new Part(where + ".tool_calls[" + tool + "].function.arguments", arguments.textValue()));
                }
                tool++;
            }
            boolean saidNothing = message.path("content").asText("").isEmpty();
            if (jsonAsked && !(saidNothing && parts.size() > callsBefore)) {
                parts.add(new Part(where + ".content", message.path("content").textValue()));
            }
        }
        return parts;
    }

    /** Reads the top level only: histories are long. */
    private static boolean asksForJson(String request) {
        try (JsonParser parser = JSON.createParser(request)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                parser.nextToken();
                if (field.equals("response_format")) {
                    JsonNode format = parser.readValueAsTree();
                    return JSON_FORMATS.contains(format.path("type").asText());
                }
                parser.skipChildren();
            }
            return false;
        } catch (IOException notJson) {
            return false;
        }
    }

    private static JsonNode choices(String response) {
        try {
            return JSON.readTree(response).path("choices");
        } catch (JsonProcessingException notJson) {
            return JSON.missingNode();
        }
    }

    /** Says where it stops being JSON, and never what stands there. */
    private static Optional<String> fault(Part part) {
        if (part.text() == null) {
            return Optional.of(part.where() + " is absent");
        }
        try (JsonParser parser = STRICT.createParser(part.text())) {
            if (parser.nextToken() == null) {
                return Optional.of(part.where() + " is empty");
            }
            parser.skipChildren();
            // A number is only known to be whole when the next token is asked for, and so is trailing text.
            return parser.nextToken() == null
                    ? Optional.empty()
                    : Optional.of(part.where() + " goes on behind the JSON document");
        } catch (JsonProcessingException fault) {
            return Optional.of("%s is not JSON at line %d, column %d"
                    .formatted(
                            part.where(),
                            fault.getLocation().getLineNr(),
                            fault.getLocation().getColumnNr()));
        } catch (IOException impossible) {
            throw new IllegalStateException("A string cannot fail to be read", impossible);
        }
    }

    private record Part(String where, @Nullable String text) {}
}
