package org.llmops.router.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.llmops.router.body.Json;
import org.llmops.router.body.Member;
import org.llmops.router.body.RequestBody;

/** Puts more of a conversation behind what a request has of it. */
public final class FurtherMessages {
    private FurtherMessages() {}

    /**
     * The request with two messages more; empty when its conversation is no list.
     *
     * @param list the member that holds the conversation
     * @param answer what the model said; empty: nothing to be repeated
     * @param message what it is told then
     */
    public static Optional<RequestBody> in(RequestBody request, String list, String answer, String message) {
        Member conversation = request.members().get(list);
        if (conversation == null) {
            return Optional.empty();
        }
        byte[] own = request.bytes();
        String more = inside(answer, message);
        int start = conversation.value().start();
        int end = conversation.value().end();
        return switch (own[start]) {
            case '[' -> {
                String separator = request.messages() > 0 ? "," : "";
                yield Optional.of(request.edited(request.edit().insert(end - 1, Json.utf8(separator + more))));
            }
            // A single text is what the user says.
            case '"' ->
                Optional.of(request.edited(request.edit()
                        .insert(start, Json.utf8("[{\"role\":\"user\",\"content\":"))
                        .insert(end, Json.utf8("}," + more + "]"))));
            default -> Optional.empty();
        };
    }

    private static String inside(String answer, String message) {
        ArrayNode messages = Json.object().arrayNode();
        if (!answer.isEmpty()) {
            messages.addObject().put("role", "assistant").put("content", answer);
        }
        messages.addObject().put("role", "user").put("content", message);
        String array = new String(Json.bytes(messages), StandardCharsets.UTF_8);
        return array.substring(1, array.length() - 1);
    }
}
