package org.llmops.guardrail.custom;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.platform.hosts.AllowedHosts;
import org.llmops.platform.id.Ids;

/**
 * Asks a service over HTTP, which answers
 * {@code {"matches": [{"text", "entity", "rule", "start", "end", "score", "reason"}]}}: {@code text} is a text's id, and
 * {@code rule} and {@code reason} may be left out. Positions are Unicode code points.
 */
@Singleton
class HttpAsking {
    private final Posting posting;
    private final AllowedHosts allowed;
    private final Clock clock;

    HttpAsking(Posting posting, CustomSettings settings, Clock clock) {
        this.posting = posting;
        this.allowed = AllowedHosts.of(settings.allowedHosts());
        this.clock = clock;
    }

    Uni<List<Match>> ask(Registered detector, Terms.Service service, Scene scene, String text, long timeoutMs) {
        String body = Question.of(detector, scene, text);
        HttpPost post = new HttpPost(service.url(), headers(detector.credentials(), body), body, timeoutMs);
        String host = service.url().getHost();
        return posting.post(post, remote -> allowed.mayConnect(host, remote))
                .map(answer -> read(new Told(detector, text), answer));
    }

    private Map<String, String> headers(Credentials credentials, String body) {
        Map<String, String> headers = new HashMap<>();
        if (credentials.authorization() != null) {
            headers.put("Authorization", credentials.authorization());
        }
        if (credentials.signing() != null) {
            headers.putAll(credentials.signing().headers(Ids.next().toString(), clock.instant(), body));
        }
        return headers;
    }

    private static List<Match> read(Told told, Buffer answer) {
        JsonNode matches = StrictJson.read(answer.getBytes())
                .map(json -> json.get("matches"))
                .filter(JsonNode::isArray)
                .orElseThrow(() -> told.lie("something that is no JSON with matches"));
        matches.forEach(match -> read(told, match));
        return told.matches();
    }

    private static void read(Told told, JsonNode match) {
        boolean typed = match.isObject()
                && Question.TEXT_ID.equals(text(match, "text"))
                && match.path("start").isIntegralNumber()
                && match.path("start").canConvertToLong()
                && match.path("end").isIntegralNumber()
                && match.path("end").canConvertToLong()
                && match.path("score").isNumber();
        String entity = text(match, "entity");
        if (!typed || entity == null) {
            throw told.lie("a match without text, entity, start, end or score");
        }
        told.match(
                entity,
                text(match, "rule"),
                match.get("start").asLong(),
                match.get("end").asLong(),
                match.get("score").asDouble(),
                text(match, "reason"));
    }

    private static @Nullable String text(JsonNode match, String field) {
        JsonNode value = match.path(field);
        return value.isTextual() ? value.asText() : null;
    }
}
